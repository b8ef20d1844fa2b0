/**
 * Error thrown in a transaction by code that has to wait for something outside of it. The transaction is rolled back,
 * and begins again after the wait.
 */
export class WaitOutside extends Error {
  readonly wait: () => Promise<unknown>

  constructor(wait: () => Promise<unknown>) {
    super('Something that takes long was asked for where nothing may take long.')
    this.wait = wait
  }
}

/** Maximum number of waits. More would mean that the awaited thing is gone each time. */
const MOST_WAITS = 3

/**
 * Runs a transaction. Runs it again after each {@link WaitOutside} and its wait.
 *
 * @param authenticateAgain Called after each wait, because the caller may have been revoked during it.
 */
export async function waitingOutside<T>(
  transaction: () => Promise<T>,
  authenticateAgain: (() => Promise<unknown>) | undefined,
): Promise<T> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await transaction()
    } catch (error) {
      if (!(error instanceof WaitOutside) || waits === MOST_WAITS) throw error
      await error.wait()
      await authenticateAgain?.()
    }
  }
}
