import { createRequire } from 'node:module'
import { relative } from 'node:path'
import { suite } from 'node:test'

const require = createRequire(import.meta.url)

/**
 * Runs test files in this process, one after the other: their databases are not open at the same time. Hooks at the top of
 * a file are for its tests alone.
 *
 * @param followed Whether the runner knows by its promises what a suite has begun; else files are loaded without waiting.
 */
export async function runInTurn(files: readonly string[], followed: boolean): Promise<void> {
  // A test may wait for a timer that keeps no process.
  const alive = setInterval(() => {}, 60_000)
  for (const file of files) {
    // What is loaded here belongs to the suite; a file that cannot be loaded fails it alone.
    await suite(relative(process.cwd(), file), followed ? () => import(file) : () => void require(file))
  }
  clearInterval(alive)
}
