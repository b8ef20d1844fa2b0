import { BulkheadError } from '@bulkhead/contract/errors'
import { getSqlstate } from '#platform/database/schema/sqlstate'

/** A policy refused a row (its workspace is gone), a row refers to none (its connector is gone). */
const GONE = new Set(['42501', '23503'])

/** The key of a workspace is gone, though a row of it had been found: it was deleted meanwhile. */
export class DeletedMeanwhile extends BulkheadError {
  constructor() {
    super('workspace_not_found', 'There is no such workspace.')
  }
}

/**
 * Runs a transaction that writes rows of a workspace, and once more when they were refused, or there was no key
 * for them, since what they belong to was deleted after the transaction had found it: the second run does not
 * find it and says so. A refusal that is our defect is met twice.
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
