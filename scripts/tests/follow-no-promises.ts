import hooks from 'node:async_hooks'

/** Milliseconds to wait for a test after an error that belongs to no test. */
const WAITS_MS = 60_000

/**
 * Stops the test runner of this process from tracking promises to find the test that an error belongs to. It then
 * tracks only timers and sockets. Tracking promises takes a fifth of the time of tests that talk to servers. Call this
 * before `node:test` is loaded, which requests its hook once. Without the tracking, tests that are registered after an
 * `await` outside of tests belong to the top level.
 */
export function followNoPromises(): void {
  const { createHook } = hooks
  hooks.createHook = (callbacks) => {
    hooks.createHook = createHook
    return createHook({ ...callbacks, trackPromises: false } as typeof callbacks)
  }
  // The runner reports such an error only at the end of the run. A test that waits for the failed part would wait
  // forever.
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, () => void setTimeout(() => process.exit(1), WAITS_MS).unref())
}
