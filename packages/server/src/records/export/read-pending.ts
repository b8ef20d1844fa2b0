import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { sql } from 'kysely'
import { NIL } from 'uuid'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import type { Log } from '#platform/log'

/**
 * Maximum number of records of each type that are read at once. An embedded database blocks the event loop while it
 * reads them, so others get a turn after each type.
 */
export const BATCH = { pglite: 50, postgres: 500 } as const
/** Cursor before every transaction. A restored database has it too, since an archive has no transaction ids. */
const NOTHING = '0'
/** Transaction id of a cursor among records without a transaction id. These are older than the first export. */
const OLDER = '1'

/** Cursor: the last exported record of a type. */
export interface Cursor {
  readonly type: RecordType
  readonly transaction_id: string
  readonly record_id: string
}
export type RecordType = Schema['export_cursors']['type']

/** Records of one organization that are not exported yet. */
export interface Pending {
  /** Records that can be exported now, as JSON. */
  readonly lines: readonly string[]
  /** Name of the first record, by type, transaction and id. Empty if there is none. */
  readonly begin: string
  /** Number of lines of each type, and the cursor after their export. */
  readonly ends: readonly { readonly cursor: Cursor; readonly count: number }[]
  readonly hasMore: boolean
  /** Time of the oldest pending record. */
  readonly oldest: Date | undefined
  /** Time of the oldest record that waits for a transaction in progress. */
  readonly oldestUnsettled: Date | undefined
}

interface Row extends Record<string, unknown> {
  readonly transaction_id: string | null
  /** Whether every transaction up to this row's has ended, so that no row can appear before it. */
  readonly is_settled: boolean
}

/** Records of one type that are to be read. */
interface Reading {
  readonly tx: TenantTransaction
  readonly organization: string
  readonly source: Source
  /** Maximum number of records. */
  readonly batch: number
}

/** Records of one type. */
interface Found {
  readonly source: Source
  readonly rows: readonly Row[]
  readonly settled: readonly Row[]
  /** Cursor after the settled records are exported. Undefined if it stays. */
  readonly cursor: Cursor | undefined
  readonly hasMore: boolean
}

const SOURCES = [
  { type: 'audit', table: 'audit_records', id: 'record_id', at: 'recorded_at' },
  { type: 'tool_call', table: 'tool_calls', id: 'call_id', at: 'at' },
] as const satisfies readonly { type: RecordType; table: keyof Schema; id: string; at: string }[]
type Source = (typeof SOURCES)[number]

/**
 * Reads the next records of an organization, with the organization's own role.
 *
 * @param batch Maximum number of records of each type.
 */
export function readPending(
  database: Database,
  organization: string,
  sink: string,
  batch: number = BATCH[database.engine],
): Promise<Pending> {
  return asPrincipal(database, { organization }, 'read only', async (tx) => {
    const cursors = await tx
      .selectFrom('export_cursors')
      .select(['type', 'transaction_id', 'record_id'])
      .where('sink', '=', sink)
      // A cursor ahead of the database comes from another database, so everything is exported again.
      .where(sql<boolean>`transaction_id < pg_snapshot_xmax(pg_current_snapshot())`)
      .execute()
    const found: Found[] = []
    for (const source of SOURCES) {
      const cursor = cursors.find(({ type }) => type === source.type)
      found.push(await readSource({ tx, organization, source, batch }, cursor))
      await yieldToOthers()
    }
    const [first] = found.filter(({ settled }) => settled.length > 0)
    return {
      begin: first === undefined ? '' : toName(first.source, first.settled[0]),
      lines: found.flatMap(({ source, settled }) => settled.map((row) => toLine(source, row))),
      ends: found.flatMap(({ cursor, settled }) =>
        cursor === undefined ? [] : [{ cursor, count: settled.length }],
      ),
      hasMore: found.some(({ hasMore }) => hasMore),
      oldest: getOldest(found.map(({ source, rows }) => rows[0]?.[source.at])),
      oldestUnsettled: getOldest(
        found.map(({ source, rows }) => rows.find(({ is_settled }) => !is_settled)?.[source.at]),
      ),
    }
  })
}

async function readSource(
  reading: Reading,
  { transaction_id, record_id }: Omit<Cursor, 'type'> = { transaction_id: NOTHING, record_id: NIL },
): Promise<Found> {
  const { source, batch } = reading
  const isOlder = transaction_id === NOTHING || transaction_id === OLDER
  const looked = isOlder ? await readById(reading, transaction_id === OLDER ? record_id : NIL) : []
  const older = looked.filter((row) => row.transaction_id === null)
  const lastLooked = looked.at(-1)
  const reached = lastLooked && toCursor(source, lastLooked, OLDER)
  if (looked.length === batch) return { source, rows: older, settled: older, cursor: reached, hasMore: true }
  const noted = await readNoted(reading, { transaction_id, record_id })
  const settled = noted.filter(({ is_settled }) => is_settled)
  const last = settled.at(-1)
  return {
    source,
    rows: [...older, ...noted],
    settled: [...older, ...settled],
    cursor: last === undefined ? reached : toCursor(source, last, String(last.transaction_id)),
    hasMore: settled.length === batch,
  }
}

/**
 * Reads the next records by their ids, with or without a transaction id. So a step costs the same wherever the records
 * are.
 */
async function readById(
  { tx, organization, source: { table, id }, batch }: Reading,
  after: string,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select *, true as is_settled from ${sql.table(table)}
    where organization_id = ${organization}::uuid and ${sql.ref(id)} > ${after}::uuid
    order by ${sql.ref(id)} limit ${batch}`.execute(tx)
  return rows
}

/** Reads the next records in the order of their transactions. */
async function readNoted(
  { tx, organization, source: { table, id }, batch }: Reading,
  after: Omit<Cursor, 'type'>,
): Promise<Row[]> {
  // The first comparison follows from the second. The planner needs it to know that the partial index contains all of
  // these rows.
  const { rows } = await sql<Row>`
    select *, transaction_id < pg_snapshot_xmin(pg_current_snapshot()) as is_settled
    from ${sql.table(table)}
    where organization_id = ${organization}::uuid and transaction_id >= ${after.transaction_id}::xid8
      and (transaction_id, ${sql.ref(id)}) > (${after.transaction_id}::xid8, ${after.record_id}::uuid)
    order by transaction_id, ${sql.ref(id)} limit ${batch}`.execute(tx)
  return rows
}

function toLine({ type, id }: Source, row: Row): string {
  const { [id]: record_id, transaction_id: _, is_settled: __, ...rest } = row
  return JSON.stringify({ type, id: record_id, ...rest })
}

/** Returns a name that sorts by transaction. */
function toName({ type, id }: Source, row: Row | undefined): string {
  return `${type}-${String(row?.transaction_id ?? NOTHING).padStart(20, '0')}-${row?.[id]}`
}

function toCursor({ type, id }: Source, row: Row, transaction_id: string): Cursor {
  return { type, transaction_id, record_id: String(row[id]) }
}

function getOldest(moments: readonly unknown[]): Date | undefined {
  return moments
    .filter((moment) => moment instanceof Date)
    .sort((one, other) => Number(one) - Number(other))
    .at(0)
}

/** Starts to store the transaction ids of new records, unless this has started already. */
export async function noteTransactions(database: Database, log: Log): Promise<void> {
  await asOperator(database, log, 'note the transactions of records', (tx) =>
    sql`select note_transactions()`.execute(tx),
  )
}

/** Stores that the records up to these are exported. */
export async function writeCursors(
  database: Database,
  organization: string,
  sink: string,
  cursors: readonly Cursor[],
): Promise<void> {
  await asPrincipal(database, { organization }, 'read write', (tx) =>
    tx
      .insertInto('export_cursors')
      .values(cursors.map((cursor) => ({ organization_id: organization, sink, ...cursor })))
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'sink', 'type']).doUpdateSet(({ ref }) => ({
          transaction_id: ref('excluded.transaction_id'),
          record_id: ref('excluded.record_id'),
        })),
      )
      .execute(),
  )
}
