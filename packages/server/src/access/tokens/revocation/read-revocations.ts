import { sql } from 'kysely'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'
import type { AgedRevocation } from './known-revocations.ts'

/** Database server that responded to the poll. */
export interface DatabaseServer {
  /**
   * Time when the server was started. It tells servers apart: a server that replaces another was started at another
   * time.
   */
  readonly started: string
  /** Whether the server follows another server and is behind it. */
  readonly standby: boolean
  /** Whether the server is set to read only. */
  readonly read_only: boolean
  /** Time of the database server's clock, in milliseconds since the epoch. */
  readonly clock_ms: number
}

export interface ReadRevocations extends DatabaseServer {
  readonly revocations: AgedRevocation[]
  /** Snapshot to pass to the next read. */
  readonly snapshot: string
}

/**
 * Reads the revocations that a snapshot did not show, whatever the order in which their transactions ended. Also reads
 * the state of the server.
 *
 * @param since Called once there is a connection. A snapshot belongs to one server. Null reads all revocations.
 */
export async function readRevocations(
  database: Database,
  since: () => string | null,
): Promise<ReadRevocations> {
  const { rows } = await asAuthenticator(database, undefined, (tx) => {
    const snapshot = since()
    return sql<DatabaseServer & { snapshot: string } & (AgedRevocation | { subject_id: null })>`
      select s.snapshot::text as snapshot,
        extract(epoch from pg_postmaster_start_time())::text as started,
        pg_is_in_recovery() as standby,
        ${IS_READ_ONLY} as read_only,
        1000 * extract(epoch from clock_timestamp())::float8 as clock_ms,
        r.organization_id, r.kind, r.subject_id, r.epoch,
        extract(epoch from now() - r.created_at)::float8 as age_seconds
      from (select pg_current_snapshot() as snapshot) s
      left join revocations r on ${snapshot}::pg_snapshot is null or (
        r.transaction_id >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
        and not pg_visible_in_snapshot(r.transaction_id, ${snapshot}::pg_snapshot)
      )`.execute(tx)
  })
  const [first] = rows
  // The outer join returns at least one row.
  if (first === undefined) throw new TypeError('No response to a poll.')
  const { started, standby, read_only, clock_ms, snapshot } = first
  const revocations = rows.flatMap((row) =>
    row.subject_id === null
      ? []
      : {
          ...{ organization_id: row.organization_id, kind: row.kind, subject_id: row.subject_id },
          ...{ epoch: row.epoch, age_seconds: Math.max(0, row.age_seconds) },
        },
  )
  return { started, standby, read_only, clock_ms, snapshot, revocations }
}

/** Default read-only setting of a new connection of this login: the most specific one, or else the server's. */
const IS_READ_ONLY = sql`coalesce((
  select split_part(setting, '=', 2)::boolean
  from pg_db_role_setting, unnest(setconfig) as setting
  where setting like 'default_transaction_read_only=%'
    and setrole in (0, (select oid from pg_roles where rolname = session_user))
    and setdatabase in (0, (select oid from pg_database where datname = current_database()))
  order by setrole <> 0 desc, setdatabase <> 0 desc limit 1
), current_setting('default_transaction_read_only') = 'on')`

/** Returns whether a snapshot has seen fewer transactions than an earlier one. If so, it comes from another server. */
export function isBehind(snapshot: string, before: string): boolean {
  return getHorizon(snapshot) < getHorizon(before)
}

/** Returns the first transaction id that was not assigned yet: `xmax` of `xmin:xmax:in progress`. */
function getHorizon(snapshot: string): bigint {
  return BigInt(snapshot.split(':')[1] ?? 0)
}
