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
/** Maximum number of rows of one organization in a step for many. */
const PART = CHUNK / 4
const HOUR_MS = 3_600_000

interface Organization {
  readonly organization_id: string
  /** Times before which records have expired. */
  readonly audit_records: Date
  readonly tool_calls: Date
}

/** Results of a step. */
interface Deleted {
  /** Whether the step reached its limit, so that it left out organizations or tables. */
  readonly isCut: boolean
  /** Organizations that reached their own limit. */
  readonly full: readonly string[]
}

/**
 * Creates the job that deletes audit records and tool calls that are older than their organization's retention. A step
 * looks at some organizations by index and deletes one chunk at most. The next step continues after them. Several
 * processes share the work: each skips rows that another has locked.
 *
 * An organization with many expired records gets every second step, in turn with others like it. So it delays the
 * records of no other organization, and its own are deleted however many organizations there are.
 *
 * @returns Function that runs a step and returns whether there may be more.
 */
export function createRecordExpiry(database: Database, log: Log): () => Promise<boolean> {
  let after: string = NIL
  /** Organizations with more expired records than their part of a step. */
  const behind = new Set<string>()
  let isTurnOfBehind = false

  async function goOn(tx: ConfinedTransaction): Promise<boolean> {
    const found = await organizationsAfter(tx, after)
    const { isCut, full } = await deleteExpired(
      tx,
      found.filter(({ organization_id }) => !behind.has(organization_id)),
      PART,
    )
    for (const organization of full) behind.add(organization)
    if (isCut) return true
    const last = found.length === AT_ONCE ? found.at(-1) : undefined
    after = last?.organization_id ?? NIL
    return last !== undefined || behind.size > 0
  }

  async function catchUp(tx: ConfinedTransaction, organization: string): Promise<boolean> {
    // If this fails, the organization is found again.
    behind.delete(organization)
    const { full } = await deleteExpired(tx, await getOrganization(tx, organization), CHUNK)
    if (full.includes(organization)) behind.add(organization)
    return true
  }

  return () => {
    const [next] = isTurnOfBehind ? behind : []
    isTurnOfBehind = !isTurnOfBehind
    return asOperator(database, log, 'delete records that are past their retention', (tx) =>
      next === undefined ? goOn(tx) : catchUp(tx, next),
    )
  }
}

function selectOrganizations(tx: ConfinedTransaction) {
  const before = (days: 'audit_retention_days' | 'tool_call_retention_days') =>
    sql<Date>`now() - make_interval(days => ${sql.ref(days)})`
  return tx
    .selectFrom('organizations')
    .select([
      'organization_id',
      before('audit_retention_days').as('audit_records'),
      before('tool_call_retention_days').as('tool_calls'),
    ])
}

function organizationsAfter(tx: ConfinedTransaction, after: string): Promise<Organization[]> {
  return selectOrganizations(tx)
    .where('organization_id', '>', after)
    .orderBy('organization_id')
    .limit(AT_ONCE)
    .execute()
}

/** Returns one organization, or none if it was deleted. */
function getOrganization(tx: ConfinedTransaction, organization: string): Promise<Organization[]> {
  return selectOrganizations(tx).where('organization_id', '=', organization).execute()
}

/**
 * Deletes a chunk of the expired records of organizations, table after table.
 *
 * @param most Maximum number of rows of one organization and table.
 */
async function deleteExpired(
  tx: ConfinedTransaction,
  organizations: readonly Organization[],
  most: number,
): Promise<Deleted> {
  const full: string[] = []
  for (const kept of KEPT) {
    const due = await lockDue(tx, kept, organizations, most)
    await deleteRows(tx, kept.table, ['organization_id', kept.id], due)
    full.push(...getFull(due, most))
    if (due.length === CHUNK) return { isCut: true, full }
    // An embedded database holds the event loop while it works.
    await yieldToOthers()
  }
  const hours = await deleteHours(tx, organizations, most)
  return { isCut: hours.isCut, full: [...full, ...hours.full] }
}

/** Returns the organizations that have at least `most` of the rows. */
function getFull(
  found: readonly { readonly organization_id: string; readonly rows?: number }[],
  most: number,
): string[] {
  const counts = new Map<string, number>()
  for (const { organization_id, rows = 1 } of found)
    counts.set(organization_id, (counts.get(organization_id) ?? 0) + rows)
  return [...counts].filter(([, rows]) => rows >= most).map(([organization]) => organization)
}

/**
 * Deletes counted hours whose calls have all expired: those of a chunk of rows.
 *
 * The hours are found before: joined with the organizations at once, a planner may read all hours of all of them.
 *
 * @param most Maximum number of rows of one organization and table by which hours are found.
 */
async function deleteHours(
  tx: ConfinedTransaction,
  organizations: readonly Organization[],
  most: number,
): Promise<Deleted> {
  const ids = organizations.map(({ organization_id }) => organization_id)
  const bounds = organizations.map(({ tool_calls }) => new Date(tool_calls.getTime() - HOUR_MS).toISOString())
  const full: string[] = []
  let isCut = false
  for (const table of ['tool_call_hours', 'workspace_call_hours']) {
    const { rows } = await sql<{ organization_id: string; hour: Date; rows: number }>`
      select due.organization_id, due.hour, count(*)::integer as rows
      from (
        select h.organization_id, h.hour
        from unnest(${ids}::uuid[], ${bounds}::timestamptz[]) as o (organization_id, bound)
        cross join lateral (
          select h.organization_id, h.hour from ${sql.table(table)} h
          where h.organization_id = o.organization_id and h.hour < o.bound
          order by h.hour limit ${most}
        ) h
        limit ${CHUNK}
      ) due
      group by due.organization_id, due.hour`.execute(tx)
    if (rows.length === 0) continue
    full.push(...getFull(rows, most))
    isCut ||= rows.reduce((sum, hour) => sum + hour.rows, 0) === CHUNK
    await sql`
      delete from ${sql.table(table)} h
      using unnest(
        ${rows.map(({ organization_id }) => organization_id)}::uuid[],
        ${rows.map(({ hour }) => hour.toISOString())}::timestamptz[]
      ) as due (organization_id, hour)
      where h.organization_id = due.organization_id and h.hour = due.hour`.execute(tx)
  }
  return { isCut, full }
}

/**
 * Locks a chunk of expired rows. The bounds are parameters: under a policy, no other kind of bound is sure to use an
 * index.
 *
 * @param most Maximum number of rows of one organization.
 */
async function lockDue(
  tx: ConfinedTransaction,
  { table, id, by, type, toBound }: Kept,
  organizations: readonly Organization[],
  most: number,
): Promise<readonly Key[]> {
  const ids = organizations.map(({ organization_id }) => organization_id)
  const bounds = organizations.map((organization) => toBound(organization[table]))
  const { rows } = await sql<Key>`
    select r.*
    from unnest(${ids}::uuid[], ${bounds}::${sql.raw(type)}[]) as o (organization_id, bound)
    cross join lateral (
      select r.organization_id, ${sql.ref(`r.${id}`)} from ${sql.table(table)} r
      where r.organization_id = o.organization_id and ${sql.ref(`r.${by}`)} < o.bound
      order by ${sql.ref(`r.${by}`)} limit ${most}
      for update skip locked
    ) r
    limit ${CHUNK}`.execute(tx)
  return rows
}
