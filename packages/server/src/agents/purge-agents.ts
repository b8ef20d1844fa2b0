import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'

/** Tables whose rows expire, with their key columns. */
const TABLES = [
  ['agent_rows', ['model', 'id_hash']],
  ['agent_grants', ['grant_id']],
  ['agent_clients', ['client_id']],
] as const

/** Deletes a chunk of the expired rows, which are ignored already. @returns Whether there may be more. */
export async function purgeAgents(database: Database): Promise<boolean> {
  return asIdentity(database, 'read write', async (tx) => {
    for (const [table, key] of TABLES) {
      const columns = sql.join(key.map((column) => sql.ref(column)))
      const named = sql.table(`identity.${table}`)
      const { numAffectedRows = 0n } = await sql`
        delete from ${named} where (${columns}) in (
          select ${columns} from ${named} where expires_at < now() order by expires_at limit ${CHUNK}
        )`.execute(tx)
      if (numAffectedRows === BigInt(CHUNK)) return true
    }
    return false
  })
}
