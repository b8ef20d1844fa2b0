import { createRequire } from 'node:module'
import { relative } from 'node:path'
import { suite } from 'node:test'

const require = createRequire(import.meta.url)

/**
 * Runs test files in this process, one after the other, so that their databases are not open at the same time.
 * Top-level hooks of a file apply to its tests alone.
 *
 * @param followed Whether the runner tracks promises, and so knows what a suite has started. Otherwise files are loaded
 *   synchronously.
 */
export async function runInTurn(files: readonly string[], followed: boolean): Promise<void> {
  // Keeps the process alive for tests that wait for an unreferenced timer.
  const alive = setInterval(() => {}, 60_000)
  for (const file of files) {
    // Tests of the loaded file belong to the suite. If a file cannot be loaded, only its suite fails.
    await suite(relative(process.cwd(), file), followed ? () => import(file) : () => void require(file))
  }
  clearInterval(alive)
}
