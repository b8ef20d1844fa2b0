import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Tables whose rows expire, each with its key column. */
const TABLES = [
  ['oauth_flows', 'flow_id'],
  ['oauth_secrets', 'oauth_secret_id'],
] as const

/**
 * Deletes a chunk of the authorizations that nobody finished, and of tokens from which nobody created a connector.
 *
 * @returns Whether there may be more.
 */
export async function purgeAuthorizations(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'forget authorizations that were not finished', async (tx) => {
    for (const [table, id] of TABLES) {
      const { rows } = await sql<Record<'organization_id' | 'workspace_id' | typeof id, string>>`
        select organization_id, workspace_id, ${sql.ref(id)} from ${sql.table(table)}
        where expires_at < now() order by expires_at limit ${CHUNK}`.execute(tx)
      await deleteRows(tx, table, ['organization_id', 'workspace_id', id], rows)
      if (rows.length === CHUNK) return true
    }
    return false
  })
}
