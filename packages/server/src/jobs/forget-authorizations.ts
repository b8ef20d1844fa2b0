import { sql } from 'kysely'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Deletes authorizations that nobody finished, and tokens that nobody made a connector of. @returns False. */
export async function forgetAuthorizations(database: Database, log: Log): Promise<boolean> {
  await asOperator(database, log, 'forget authorizations that were not finished', async (tx) => {
    for (const table of ['oauth_flows', 'oauth_secrets'] as const)
      await tx.deleteFrom(table).where('expires_at', '<', sql<Date>`now()`).execute()
  })
  return false
}
