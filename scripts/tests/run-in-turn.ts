import { registerHooks } from 'node:module'

/** Stands in for `node:test` in the files that share a process. */
const TRACKED = new URL('tracked-test.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'node:test' && context.parentURL !== TRACKED
      ? { url: TRACKED, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})

/**
 * Runs test files in this process, one after the other: their databases are not open at the same time.
 *
 * @throws AggregateError when files cannot be imported. The others have run.
 */
export async function runInTurn(urls: readonly string[]): Promise<void> {
  const { testsEnded } = await import('./tracked-test.ts')
  const failures: unknown[] = []
  for (const url of urls) {
    try {
      await import(url)
    } catch (error) {
      failures.push(error)
    }
    await testsEnded()
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '))
}
