import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** What organizations keep for a number of days that each of them sets. */
const KEPT = [
  { table: 'audit_records', id: 'record_id', at: 'recorded_at', days: 'audit_retention_days' },
  { table: 'tool_calls', id: 'call_id', at: 'at', days: 'tool_call_retention_days' },
] as const

/**
 * Deletes audit records and tool calls that are older than their organization keeps them, a chunk of each per
 * transaction.
 *
 * @returns Whether there may be more.
 */
export async function expireRecords(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'delete records that are past their retention', async (tx) => {
    let more = false
    for (const { table, id, at, days } of KEPT) {
      const { numAffectedRows } = await sql`
        delete from ${sql.table(table)} where (organization_id, ${sql.ref(id)}) in (
          select r.organization_id, ${sql.ref(`r.${id}`)}
          from organizations o
          join ${sql.table(table)} r on r.organization_id = o.organization_id
            and ${sql.ref(`r.${at}`)} < now() - make_interval(days => ${sql.ref(`o.${days}`)})
          limit ${CHUNK}
        )`.execute(tx)
      more ||= numAffectedRows === BigInt(CHUNK)
    }
    return more
  })
}
