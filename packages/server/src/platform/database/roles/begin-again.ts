import { BulkheadError } from '@bulkhead/contract/errors'
import { getSqlstate } from '../schema/sqlstate.ts'

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

/**
 * Error thrown in a transaction that found a row of a workspace and cannot change it, or finds no key of the workspace:
 * the workspace was deleted in the meantime.
 */
export class DeletedMeanwhile extends BulkheadError {
  constructor() {
    super('workspace_not_found', 'There is no such workspace.')
  }
}

/**
 * SQLSTATEs of a write whose parent is gone: a policy refused the row (its workspace was deleted), or a foreign key
 * failed (its connector was deleted).
 */
const GONE = new Set(['42501', '23503'])

/** Maximum number of waits. More would mean that the awaited thing is gone each time. */
const MOST_WAITS = 3

/**
 * Runs a transaction. Runs it again after each {@link WaitOutside} and its wait, and once if it cannot write because a
 * parent was deleted after the transaction had found it. The second run does not find the parent, so it throws the right
 * error, or does what is left to do. If our own defect causes the refusal, the second run fails too.
 *
 * Scoped tokens and members may not lock a workspace, so their writes cannot use `holdWorkspaces`. This takes no
 * statement more than the request needs anyway, unless the parent was deleted.
 *
 * @param transaction Keeps nothing from one run to the next.
 * @param authenticateAgain Called after each wait, because the caller may have been revoked during it.
 */
export async function beginAgain<T>(
  transaction: () => Promise<T>,
  authenticateAgain: (() => Promise<unknown>) | undefined,
): Promise<T> {
  let waits = 0
  let wasRefused = false
  for (;;) {
    try {
      return await transaction()
    } catch (error) {
      if (error instanceof WaitOutside && waits < MOST_WAITS) {
        waits += 1
        await error.wait()
        await authenticateAgain?.()
      } else if (isGone(error) && !wasRefused) wasRefused = true
      else throw error
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof DeletedMeanwhile || GONE.has(getSqlstate(error) ?? '')
}
