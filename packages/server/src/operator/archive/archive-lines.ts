import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { ArchiveTransaction } from '#platform/database/roles/as-backup-role'
import { countRows, readTables } from './archive-tables.ts'

/** Version of the line format. A reader rejects a higher one. */
export const ARCHIVE_FORMAT = 1

/** First line of an archive. The lines after it are rows: for each table, as many as the header states. */
export interface ArchiveHeader {
  readonly bulkhead_archive: number
  readonly server_version: string
  readonly schema_version: number
  readonly created_at: string
  /** Versions of the KEK that wrap data keys in the archive. All of them are needed to open it. */
  readonly kek_versions: readonly number[]
  readonly tables: readonly {
    readonly name: string
    readonly columns: readonly string[]
    readonly rows: number
  }[]
}

/** Returns the number of rows of all tables. */
export function rowsIn({ tables }: ArchiveHeader): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}

/** Callback with the number of rows done and their total. */
export type OnRows = (done: number, total: number) => void

/** Approximate number of bytes in memory at a time. Rows of the widest table are far smaller. */
const BATCH_BYTES = 262_144
const MOST_ROWS = 2_000
const FIRST_ROWS = 50

/**
 * Reads every row of one snapshot as lines: the header, then each row as a JSON array of its columns as strings. The
 * string form is exact for every type. Numbers and nulls in JSON are not.
 */
export async function* archiveLines(
  tx: ArchiveTransaction,
  server_version: string,
  onRows: OnRows = () => {},
): AsyncGenerator<string[]> {
  const tables = await readTables(tx)
  const counts = await countRows(tx, tables)
  const header: ArchiveHeader = {
    bulkhead_archive: ARCHIVE_FORMAT,
    server_version,
    schema_version: await schemaVersion(tx),
    created_at: new Date().toISOString(),
    kek_versions: await kekVersions(tx),
    tables: tables.map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => column.name),
      rows: counts.get(name) ?? 0,
    })),
  }
  yield [JSON.stringify(header)]
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  let done = 0
  for (const { identifier, columns } of tables) {
    const texts = columns.map((column) => `${column.identifier}::text`).join(', ')
    await tx.query(
      `declare archive no scroll cursor for select json_build_array(${texts})::text as line from ${identifier}`,
    )
    let size = FIRST_ROWS
    while (true) {
      const rows = await tx.query<{ line: string }>(`fetch ${size} from archive`)
      if (rows.length === 0) break
      const lines = rows.map(({ line }) => line)
      const bytes = lines.reduce((sum, line) => sum + line.length, 0)
      size = Math.min(MOST_ROWS, Math.max(1, Math.floor((BATCH_BYTES * lines.length) / bytes)))
      yield lines
      done += lines.length
      onRows(done, total)
      // The embedded engine returns results without leaving the event loop.
      await yieldToOthers()
    }
    await tx.query('close archive')
  }
}

async function schemaVersion(tx: ArchiveTransaction): Promise<number> {
  const [row] = await tx.query<{ version: number }>('select max(version) as version from schema_migrations')
  return row?.version ?? 0
}

async function kekVersions(tx: ArchiveTransaction): Promise<number[]> {
  const rows = await tx.query<{ version: number }>('select version from keyring_versions order by version')
  return rows.map(({ version }) => version)
}
