import hooks from 'node:async_hooks'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** Milliseconds after which a file that hangs fails. */
const LONGEST_MS = 1_800_000

const [, entry = ''] = process.argv
const [, kind = ''] = /-(\w+)/.exec(basename(entry)) ?? []
if (kind === 'plain') trackNoPromises()
const { suite } = await import('node:test')
// Random choices of fast-check follow from the seed of the run.
const [{ default: fc }, { SEED }] = await Promise.all([
  import('fast-check'),
  import('@bulkhead/testing/sample'),
])
fc.configureGlobal({ seed: SEED })
// Keeps the process alive for tests that wait for an unreferenced timer.
const alive = setInterval(() => {}, 60_000)
const { files, most }: { files: readonly string[]; most: number } = JSON.parse(
  readFileSync(join(dirname(entry), `${kind}.json`), 'utf8'),
)
let taken = 0
for (const [at, file] of files.entries()) {
  if (taken === most || isTaken(at)) continue
  taken++
  const path = join(process.cwd(), file)
  // Tests and hooks of the file belong to its suite. If it cannot be loaded, only its suite fails.
  await suite(file, { timeout: LONGEST_MS }, () =>
    kind === 'plain' ? void createRequire(import.meta.url)(path) : import(path),
  )
}
clearInterval(alive)
// What a failed test left open would keep this process alive, and its place in the run.
setTimeout(() => process.exit(), 10_000).unref()

/** Takes a file for this process, unless another one has. */
function isTaken(at: number): boolean {
  return mkdirSync(join(dirname(entry), kind, String(at)), { recursive: true }) === undefined
}

/**
 * Stops the test runner of this process from tracking promises to find the test that an error belongs to, which takes a
 * fifth of the time of tests that talk to servers. It still tracks timers and sockets. The runner requests its hook when
 * `node:test` is loaded.
 */
function trackNoPromises(): void {
  const { createHook } = hooks
  hooks.createHook = (callbacks) => {
    hooks.createHook = createHook
    return createHook({ ...callbacks, trackPromises: false } as typeof callbacks)
  }
  // The runner reports such an error only at the end, and a test that waits for the failed part would wait forever.
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, () => void setTimeout(() => process.exit(1), 60_000).unref())
}
