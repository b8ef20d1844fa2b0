import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'

/** Days for which an invitation that expired can be renewed. */
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
      .execute()
    for (const { organization_id, link_id } of expired) {
      await tx
        .deleteFrom('identity.sign_up_links')
        .where('organization_id', '=', organization_id)
        .where('link_id', '=', link_id)
        .where('expires_at', '<', new Date())
        .execute()
    }
    return expired.length === CHUNK
  })
}
