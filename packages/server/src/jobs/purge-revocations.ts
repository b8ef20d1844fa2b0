import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { REVOCATION_SECONDS } from '#tokens/revocation/revocation'

/**
 * Deletes a chunk of the revocations that are older than any valid token can be.
 *
 * @returns Whether there may be more.
 */
export async function purgeRevocations(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'forget revocations that outlived every token', async (tx) => {
    const due = await tx
      .selectFrom('revocations')
      .select(['organization_id', 'revocation_id'])
      .where('created_at', '<', sql<Date>`now() - make_interval(secs => ${REVOCATION_SECONDS})`)
      .orderBy('created_at')
      .limit(CHUNK)
      .execute()
    await deleteRows(tx, 'revocations', ['organization_id', 'revocation_id'], due)
    return due.length === CHUNK
  })
}
