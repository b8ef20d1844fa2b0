import { BulkheadError } from '@bulkhead/contract/errors'
import { getSqlstate } from '#platform/database/schema/sqlstate'

/**
 * SQLSTATEs of a write whose parent is gone: a policy refused the row (its workspace was deleted), or a foreign key
 * failed (its connector was deleted).
 */
const GONE = new Set(['42501', '23503'])

/**
 * Thrown if the key of a workspace is missing though one of its rows was found: the workspace was deleted in the
 * meantime.
 */
export class DeletedMeanwhile extends BulkheadError {
  constructor() {
    super('workspace_not_found', 'There is no such workspace.')
  }
}

/**
 * Runs a transaction that writes rows of a workspace. If the write is refused or the key is missing, the parent was
 * deleted after the transaction had found it. Then the transaction runs once more, does not find the parent, and throws
 * the right error. If our own defect causes the refusal, the second run fails too.
 *
 * Scoped tokens and members may not lock a workspace, so their writes cannot use `holdWorkspaces`. It takes no statement
 * more than the request needs anyway, unless the parent was deleted.
 */
export async function retryRefusedWrite<T>(transaction: () => Promise<T>): Promise<T> {
  try {
    return await transaction()
  } catch (error) {
    if (!isGone(error)) throw error
    return transaction()
  }
}

function isGone(error: unknown): boolean {
  return error instanceof DeletedMeanwhile || GONE.has(getSqlstate(error) ?? '')
}
