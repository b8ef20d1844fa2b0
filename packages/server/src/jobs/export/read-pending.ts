import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'

/** Records of each type that are read at once. */
const BATCH = 500
const NOTHING = { transaction_id: '0', record_id: '00000000-0000-0000-0000-000000000000' }

/** The last record of a type that was exported. */
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
  /** Number of lines of each type, and where the cursor is once they are exported. */
  readonly ends: readonly { readonly cursor: Cursor; readonly count: number }[]
  readonly hasMore: boolean
  /** Moment of the oldest pending record. */
  readonly oldest: Date | undefined
  /** Moment of the oldest one that waits for a transaction that is still in progress. */
  readonly oldestUnsettled: Date | undefined
}

interface Row extends Record<string, unknown> {
  readonly transaction_id: string
  /** Whether every transaction up to this row's has ended, so that no row can appear before it. */
  readonly is_settled: boolean
}

const SOURCES = [
  { type: 'audit', table: 'audit_records', id: 'record_id', at: 'recorded_at' },
  { type: 'tool_call', table: 'tool_calls', id: 'call_id', at: 'at' },
] as const satisfies readonly { type: RecordType; table: keyof Schema; id: string; at: string }[]
type Source = (typeof SOURCES)[number]

/** Reads the next records of an organization, with its own rights. */
export function readPending(database: Database, organization: string, sink: string): Promise<Pending> {
  return asPrincipal(database, { organization }, 'read only', async (tx) => {
    const cursors = await tx
      .selectFrom('export_cursors')
      .select(['type', 'transaction_id', 'record_id'])
      .where('sink', '=', sink)
      // A cursor ahead of the database comes from another one, so everything is exported again.
      .where(sql<boolean>`transaction_id < pg_snapshot_xmax(pg_current_snapshot())`)
      .execute()
    const found: { source: Source; rows: Row[]; settled: Row[] }[] = []
    for (const source of SOURCES) {
      const rows = await readRows(
        tx,
        organization,
        source,
        cursors.find(({ type }) => type === source.type),
      )
      found.push({ source, rows, settled: rows.filter(({ is_settled }) => is_settled) })
    }
    return {
      lines: found.flatMap(({ source, settled }) => settled.map((row) => toLine(source, row))),
      ends: found.flatMap(({ source, settled }) => {
        const last = settled.at(-1)
        return last === undefined ? [] : [{ cursor: toCursor(source, last), count: settled.length }]
      }),
      hasMore: found.some(({ settled }) => settled.length === BATCH),
      oldest: getOldest(found.map(({ source, rows }) => rows[0]?.[source.at])),
      oldestUnsettled: getOldest(
        found.map(({ source, rows }) => rows.find(({ is_settled }) => !is_settled)?.[source.at]),
      ),
    }
  })
}

async function readRows(
  tx: TenantTransaction,
  organization: string,
  { table, id }: Source,
  after: Omit<Cursor, 'type'> = NOTHING,
): Promise<Row[]> {
  // The first comparison says no more than the second, but that the index has all such rows.
  const { rows } = await sql<Row>`
    select *, transaction_id < pg_snapshot_xmin(pg_current_snapshot()) as is_settled
    from ${sql.table(table)}
    where organization_id = ${organization}::uuid and transaction_id >= ${after.transaction_id}::xid8
      and (transaction_id, ${sql.ref(id)}) > (${after.transaction_id}::xid8, ${after.record_id}::uuid)
    order by transaction_id, ${sql.ref(id)} limit ${BATCH}`.execute(tx)
  return rows
}

function toLine({ type, id }: Source, row: Row): string {
  const { [id]: record_id, transaction_id: _, is_settled: __, ...rest } = row
  return JSON.stringify({ type, id: record_id, ...rest })
}

function toCursor({ type, id }: Source, row: Row): Cursor {
  return { type, transaction_id: String(row.transaction_id), record_id: String(row[id]) }
}

function getOldest(moments: readonly unknown[]): Date | undefined {
  return moments
    .filter((moment) => moment instanceof Date)
    .sort((one, other) => Number(one) - Number(other))
    .at(0)
}

/** Notes that the records up to these are exported. */
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
