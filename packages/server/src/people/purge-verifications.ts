import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'

/**
 * Deletes a chunk of the expired confirmations. Anybody can begin one, and many browsers never come back.
 *
 * @returns Whether there may be more.
 */
export async function purgeVerifications(database: Database): Promise<boolean> {
  return asIdentity(database, 'read write', async (tx) => {
    const expired = await tx
      .selectFrom('identity.verifications')
      .select('id')
      .where('expires_at', '<', sql<Date>`now()`)
      .orderBy('expires_at')
      .limit(CHUNK)
      .execute()
    await deleteRows(tx, 'identity.verifications', ['id'], expired)
    return expired.length === CHUNK
  })
}
