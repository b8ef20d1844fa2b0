import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { sql } from 'kysely'
import { NIL } from 'uuid'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asOperator } from '#platform/database/roles/as-operator'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import { firstIdAt } from '#platform/keyset'
import type { Log } from '#platform/log'

/** Tables whose rows are kept for a number of days that each organization sets. */
const KEPT = [
  {
    table: 'audit_records',
    id: 'record_id',
    by: 'recorded_at',
    type: 'timestamptz',
    toBound: (moment: Date) => moment.toISOString(),
  },
  // An id contains the time of the call.
  {
    table: 'tool_calls',
    id: 'call_id',
    by: 'call_id',
    type: 'uuid',
    toBound: (moment: Date) => firstIdAt(moment.getTime()),
  },
] as const
type Kept = (typeof KEPT)[number]
type Key = Readonly<Record<'organization_id' | Kept['id'], string>>

/** Maximum number of organizations that one step looks at. */
const AT_ONCE = 100
const HOUR_MS = 3_600_000

interface Organization {
  readonly organization_id: string
  /** Times before which records have expired. */
  readonly audit_records: Date
  readonly tool_calls: Date
}

/**
 * Creates the job that deletes audit records and tool calls that are older than their organization's retention. A step
 * looks at some organizations by index and deletes one chunk at most. The next step continues after them. Several
 * processes share the work: each skips rows that another has locked.
 *
 * @returns Function that runs a step and returns whether there may be more.
 */
export function createRecordExpiry(database: Database, log: Log): () => Promise<boolean> {
  let after: string = NIL
  return () =>
    asOperator(database, log, 'delete records that are past their retention', async (tx) => {
      const organizations = await organizationsAfter(tx, after)
      for (const kept of KEPT) {
        const due = await lockDue(tx, kept, organizations)
        await deleteRows(tx, kept.table, ['organization_id', kept.id], due)
        if (due.length === CHUNK) return true
        // An embedded database holds the event loop while it works.
        await yieldToOthers()
      }
      if (await deleteHours(tx, organizations)) return true
      const last = organizations.length === AT_ONCE ? organizations.at(-1) : undefined
      after = last?.organization_id ?? NIL
      return last !== undefined
    })
}

function organizationsAfter(tx: ConfinedTransaction, after: string): Promise<Organization[]> {
  const before = (days: 'audit_retention_days' | 'tool_call_retention_days') =>
    sql<Date>`now() - make_interval(days => ${sql.ref(days)})`
  return tx
    .selectFrom('organizations')
    .select([
      'organization_id',
      before('audit_retention_days').as('audit_records'),
      before('tool_call_retention_days').as('tool_calls'),
    ])
    .where('organization_id', '>', after)
    .orderBy('organization_id')
    .limit(AT_ONCE)
    .execute()
}

/**
 * Deletes counted hours whose calls have all expired: those of a chunk of rows.
 *
 * The hours are found before: joined with the organizations at once, a planner may read all hours of all of them.
 *
 * @returns Whether there may be more.
 */
async function deleteHours(
  tx: ConfinedTransaction,
  organizations: readonly Organization[],
): Promise<boolean> {
  const ids = organizations.map(({ organization_id }) => organization_id)
  const bounds = organizations.map(({ tool_calls }) => new Date(tool_calls.getTime() - HOUR_MS).toISOString())
  let isMore = false
  for (const table of ['tool_call_hours', 'workspace_call_hours']) {
    const { rows } = await sql<{ readonly organization_id: string; readonly hour: Date }>`
      select distinct due.organization_id, due.hour
      from (
        select h.organization_id, h.hour
        from unnest(${ids}::uuid[], ${bounds}::timestamptz[]) as o (organization_id, bound)
        cross join lateral (
          select h.organization_id, h.hour from ${sql.table(table)} h
          where h.organization_id = o.organization_id and h.hour < o.bound
          order by h.hour limit ${CHUNK}
        ) h
        limit ${CHUNK}
      ) due`.execute(tx)
    if (rows.length === 0) continue
    isMore = true
    await sql`
      delete from ${sql.table(table)} h
      using unnest(
        ${rows.map(({ organization_id }) => organization_id)}::uuid[],
        ${rows.map(({ hour }) => hour.toISOString())}::timestamptz[]
      ) as due (organization_id, hour)
      where h.organization_id = due.organization_id and h.hour = due.hour`.execute(tx)
  }
  return isMore
}

/**
 * Locks a chunk of expired rows. The bounds are parameters: under a policy, no other kind of bound is sure to use an
 * index.
 */
async function lockDue(
  tx: ConfinedTransaction,
  { table, id, by, type, toBound }: Kept,
  organizations: readonly Organization[],
): Promise<readonly Key[]> {
  const ids = organizations.map(({ organization_id }) => organization_id)
  const bounds = organizations.map((organization) => toBound(organization[table]))
  const { rows } = await sql<Key>`
    select r.*
    from unnest(${ids}::uuid[], ${bounds}::${sql.raw(type)}[]) as o (organization_id, bound)
    cross join lateral (
      select r.organization_id, ${sql.ref(`r.${id}`)} from ${sql.table(table)} r
      where r.organization_id = o.organization_id and ${sql.ref(`r.${by}`)} < o.bound
      order by ${sql.ref(`r.${by}`)} limit ${CHUNK}
      for update skip locked
    ) r
    limit ${CHUNK}`.execute(tx)
  return rows
}
