import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'

/** Days after expiry in which an invitation can be renewed. */
const KEPT_DAYS = 30

/** Deletes a chunk of the invitations that expired long ago. @returns Whether there may be more. */
export async function purgeInvitations(database: Database): Promise<boolean> {
  return asIdentity(database, 'read write', async (tx) => {
    const expired = await tx
      .selectFrom('identity.sign_up_links')
      .select(['organization_id', 'link_id'])
      .where('email', 'is not', null)
      .where('expires_at', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS})`)
      .orderBy('expires_at')
      .limit(CHUNK)
      // Waits for a renewal in progress, then reads the row again.
      .forUpdate()
      .execute()
    await deleteRows(tx, 'identity.sign_up_links', ['organization_id', 'link_id'], expired)
    return expired.length === CHUNK
  })
}
