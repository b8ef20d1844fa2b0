import { suite } from 'node:test'
import { fileURLToPath } from 'node:url'

/**
 * Runs test files in this process, one after the other: their databases are not open at the same time.
 *
 * @throws AggregateError when files cannot be imported. The others have run.
 */
export async function runInTurn(urls: readonly string[]): Promise<void> {
  const failures: unknown[] = []
  // A test may wait for a timer that keeps no process.
  const alive = setInterval(() => {}, 60_000)
  for (const url of urls) {
    try {
      await import(url)
    } catch (error) {
      failures.push(error)
    }
    // What a process starts runs in order, so this one ends after all of the file.
    await suite(fileURLToPath(url), () => {})
  }
  clearInterval(alive)
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '))
}
