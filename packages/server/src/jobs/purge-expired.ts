import { type RawBuilder, sql } from 'kysely'
import { KEPT_HOURS } from '#access/idempotency/claim-key'
import { REVOCATION_SECONDS } from '#access/tokens/revocation/revocation'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/**
 * Rows of an organization that are deleted a time after the moment in column `by`. An index orders them by it, after what
 * `where` fixes.
 */
interface Expiring {
  readonly table: string
  /** Columns of the key, in addition to the organization. */
  readonly key: readonly string[]
  readonly by: string
  /** Time after `by` for which they are kept. */
  readonly kept: RawBuilder<unknown>
  readonly where?: RawBuilder<boolean>
  readonly lock?: RawBuilder<unknown>
}

/** Creates a step that deletes a chunk of the expired rows, kind after kind, and returns whether there may be more. */
function purging(reason: string, ...kinds: readonly Expiring[]) {
  return (database: Database, log: Log): Promise<boolean> =>
    asOperator(database, log, reason, async (tx) => {
      let left = CHUNK
      for (const { table, key, by, kept, where = sql`true`, lock = sql`` } of kinds) {
        const columns = ['organization_id', ...key]
        const { rows } = await sql<Readonly<Record<string, string>>>`
          select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)}
          where ${where} and ${sql.ref(by)} < now() - ${kept} order by ${sql.ref(by)} limit ${left} ${lock}`.execute(
          tx,
        )
        await deleteRows(tx, table, columns, rows)
        left -= rows.length
        if (left === 0) return true
      }
      return false
    })
}

const days = (count: number) => sql`make_interval(days => ${count})`

/** Deletes revocations that are older than any valid token can be. */
export const purgeRevocations = purging('forget revocations that outlived every token', {
  ...{ table: 'revocations', key: ['revocation_id'], by: 'created_at' },
  kept: sql`make_interval(secs => ${REVOCATION_SECONDS})`,
})

/** Deletes idempotency keys with their stored responses. */
export const purgeIdempotencyKeys = purging('forget idempotency keys that have expired', {
  ...{ table: 'idempotency_keys', key: ['claim_id'], by: 'claimed_at' },
  kept: sql`make_interval(hours => ${KEPT_HOURS})`,
  lock: sql`for update skip locked`,
})

/** Deletes authorizations that nobody finished, and tokens from which nobody created a connector. */
export const purgeAuthorizations = purging(
  'forget authorizations that were not finished',
  { table: 'oauth_flows', key: ['workspace_id', 'flow_id'], by: 'expires_at', kept: days(0) },
  { table: 'oauth_secrets', key: ['workspace_id', 'oauth_secret_id'], by: 'expires_at', kept: days(0) },
)

/** Deletes connect sessions that ended long ago. */
export const purgeConnectSessions = purging('forget connect sessions that ended long ago', {
  ...{ table: 'connect_sessions', key: ['workspace_id', 'session_id'], by: 'ended_at', kept: days(30) },
})

/** Deletes bodies that were recorded more than a day ago. */
export const purgeRecordedBodies = purging('forget recorded bodies', {
  ...{ table: 'recorded_bodies', key: ['call_id'], by: 'recorded_at', kept: days(1) },
})

const DELIVERIES = { table: 'webhook_deliveries', key: ['endpoint_id', 'delivery_id'], by: 'finished_at' }

/**
 * Deletes deliveries that ended long ago. The state is a constant: otherwise no plan could use the index, which contains
 * no waiting deliveries.
 */
export const purgeDeliveries = purging(
  'forget deliveries of webhooks',
  { ...DELIVERIES, where: sql`state = 'delivered'`, kept: days(7) },
  { ...DELIVERIES, where: sql`state = 'failed'`, kept: days(30) },
)
