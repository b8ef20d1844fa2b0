import { BulkheadError } from '@bulkhead/contract/errors'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/**
 * Makes sure that the session of the caller has not ended, and does not end before the transaction does. A request that
 * adds a way to sign in or a grant calls this, because it may have waited for the one that ended the session. Runs as
 * `bulkhead_identity`.
 *
 * @throws BulkheadError `unauthenticated`
 */
export async function lockSession(tx: ConfinedTransaction, session: string): Promise<void> {
  if (!(await holdSession(tx, session)))
    throw new BulkheadError('unauthenticated', 'The session has ended. Sign in again.')
}

/**
 * Keeps a session from being deleted until the transaction ends. Runs as `bulkhead_identity`.
 *
 * @returns Whether the session still exists.
 */
export async function holdSession(tx: ConfinedTransaction, session: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.sessions')
    .select('id')
    .where('id', '=', session)
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}
