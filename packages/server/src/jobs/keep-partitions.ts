import { sql } from 'kysely'
import { KEPT_HOURS } from '#idempotency/claim-key'
import { asOperator } from '#platform/database/roles/as-operator'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/**
 * Adds the partitions that are needed next, and drops those in which every row is past its retention: of calls and audit
 * records the longest that any organization has set. Rows that expire sooner are deleted one by one, by other jobs.
 */
export async function keepPartitions(database: Database, log: Log): Promise<void> {
  const added = await asOperator(database, log, 'add partitions', async (tx) => {
    const { rows } = await sql<{ count: number }>`select add_partitions() as count`.execute(tx)
    return rows[0]?.count ?? 0
  })
  const dropped = await asOperator(
    database,
    log,
    'drop partitions that are past every retention',
    dropPartitions,
  )
  if (added + dropped > 0) log.info({ added, dropped }, 'partitions were added or dropped')
}

async function dropPartitions(tx: ConfinedTransaction): Promise<number> {
  const longest = await tx
    .selectFrom('organizations')
    .select(({ fn }) => [
      fn.max('tool_call_retention_days').as('calls'),
      fn.max('audit_retention_days').as('records'),
    ])
    .executeTakeFirstOrThrow()
  // Without organizations there is no row.
  const { rows } = await sql<{ count: number | null }>`
    select drop_partitions(
      now() - make_interval(days => ${longest.calls}),
      now() - make_interval(days => ${longest.records}),
      now() - make_interval(hours => ${KEPT_HOURS})
    ) as count`.execute(tx)
  return rows[0]?.count ?? 0
}
