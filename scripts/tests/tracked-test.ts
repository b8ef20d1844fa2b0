import runner from 'node:test'

export const { after, afterEach, before, beforeEach, mock, snapshot } = runner

const started: unknown[] = []

/** The same function, whose promises {@link testsEnded} waits for. */
function tracked<T extends (...parameters: never[]) => unknown>(start: T): T {
  return new Proxy(start, {
    apply(target, self, parameters) {
      const promise = Reflect.apply(target, self, parameters)
      started.push(promise)
      return promise
    },
  })
}

export const test = tracked(runner.test)
export const it = tracked(runner.it)
export const describe = tracked(runner.describe)
export const suite = tracked(runner.suite)
// biome-ignore lint/style/noDefaultExport: it stands in for node:test, which has one
export default test

/** Waits for all tests and suites that were started. */
export async function testsEnded(): Promise<void> {
  while (started.length > 0) await Promise.all(started.splice(0))
}
