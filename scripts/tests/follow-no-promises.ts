import hooks from 'node:async_hooks'

/** Time to wait for a test after an error that belongs to none, in milliseconds. */
const WAITS_MS = 60_000

/**
 * Lets the runner of this process follow timers and sockets alone to know which test an error belongs to, and no promises:
 * that takes a fifth of the time of tests that talk to servers. Goes before `node:test`, which asks for its hook once; what
 * is registered after an `await`, outside of tests, is then at the top.
 */
export function followNoPromises(): void {
  const { createHook } = hooks
  hooks.createHook = (callbacks) => {
    hooks.createHook = createHook
    return createHook({ ...callbacks, trackPromises: false } as typeof callbacks)
  }
  // The runner says so at the end of the run, for which the test that waits for what failed would wait for ever.
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, () => void setTimeout(() => process.exit(1), WAITS_MS).unref())
}
