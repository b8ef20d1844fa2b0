import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { ArchiveTransaction } from '#platform/database/roles/as-backup-role'
import { countRows, readTables } from './archive-tables.ts'

/** The format of the lines; a reader refuses a higher one. */
export const ARCHIVE_FORMAT = 1

/** The first line of an archive. The lines behind it are rows: for each table, as many as it states. */
export interface ArchiveHeader {
  readonly bulkhead_archive: number
  readonly server_version: string
  readonly schema_version: number
  readonly created_at: string
  /** Versions of the KEK under which data keys are wrapped here: all of them are needed to open it. */
  readonly kek_versions: readonly number[]
  readonly tables: readonly {
    readonly name: string
    readonly columns: readonly string[]
    readonly rows: number
  }[]
}

/** Rows of all tables together. */
export function rowsIn({ tables }: ArchiveHeader): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}

/** Called with the rows done and their total. */
export type OnRows = (done: number, total: number) => void

/** About how much is in memory at a time; rows of the widest table are far below it. */
const BATCH_BYTES = 262_144
const MOST_ROWS = 2_000
const FIRST_ROWS = 50

/**
 * Reads every row of one snapshot as lines: the header, then each row as a JSON array of the texts of its
 * columns. A text form is exact for every type, which numbers and nulls inside JSON are not.
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
      // The embedded engine answers without leaving the event loop.
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
