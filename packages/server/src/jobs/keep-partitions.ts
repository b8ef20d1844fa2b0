import { sql } from 'kysely'
import { KEPT_HOURS } from '#idempotency/claim-key'
import { asOperator } from '#platform/database/roles/as-operator'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import { PARTITIONED } from '#platform/database/schema/migrate'
import { isLockTimeout } from '#platform/database/schema/sqlstate'
import type { Log } from '#platform/log'

type Series = (typeof PARTITIONED)[number]

/**
 * Adds the partitions that are needed next, and drops the oldest partition of each table if every row in it is past its
 * retention. For calls and audit records, this is the longest retention of any organization. Other jobs delete rows
 * that expire sooner one by one.
 *
 * @returns Whether there may be more to drop.
 */
export async function keepPartitions(database: Database, log: Log): Promise<boolean> {
  let hasDropped = false
  for (const series of PARTITIONED) {
    try {
      hasDropped = (await keepSeries(database, log, series)) || hasDropped
    } catch (error) {
      // Callers of the table would wait as long as this job.
      if (!isLockTimeout(error)) throw error
      log.info({ series }, 'partitions are added or dropped later: somebody reads the table for long')
    }
  }
  return hasDropped
}

/** @returns Whether a partition was dropped. */
async function keepSeries(database: Database, log: Log, series: Series): Promise<boolean> {
  const added = await asOperator(database, log, 'add partitions', (tx) =>
    count(tx, sql`add_partitions(${series})`),
  )
  const dropped = await asOperator(
    database,
    log,
    'drop partitions that are past every retention',
    async (tx) => {
      const hours = await readRetention(tx, series)
      // Without an organization there are no rows.
      return hours === undefined
        ? 0
        : count(tx, sql`drop_partitions(${series}, now() - make_interval(hours => ${hours}))`)
    },
  )
  if (added + dropped > 0) log.info({ series, added, dropped }, 'partitions were added or dropped')
  return dropped > 0
}

/** Returns the hours after which no row is kept. */
async function readRetention(tx: ConfinedTransaction, series: Series): Promise<number | undefined> {
  if (series === 'keys') return KEPT_HOURS
  const column = series === 'calls' ? 'tool_call_retention_days' : 'audit_retention_days'
  const longest = await tx
    .selectFrom('organizations')
    .select(column)
    .orderBy(column, 'desc')
    .limit(1)
    .executeTakeFirst()
  return longest && 24 * (Object.values(longest)[0] as number)
}

async function count(tx: ConfinedTransaction, call: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select ${call} as count`.execute(tx)
  return rows[0]?.count ?? 0
}
