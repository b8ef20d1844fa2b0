import type { ArchiveTransaction } from '#platform/database/roles/as-backup-role'
import { type ArchiveHeader, type OnRows, rowsIn } from './archive-lines.ts'
import { type CatalogueTable, countRows, readTables } from './archive-tables.ts'

/** Approximate number of bytes in one statement. */
const STATEMENT_BYTES = 1_048_576

/**
 * Adds the rows of an archive to empty tables of the same schema version, in the caller's transaction. Then compares
 * the row counts with those in the header.
 *
 * @param batches Lines of an archive, beginning with the header.
 */
export async function loadArchive(
  tx: ArchiveTransaction,
  batches: AsyncIterable<string[]>,
  onRows: OnRows = () => {},
): Promise<ArchiveHeader> {
  const catalogue = new Map((await readTables(tx)).map((table) => [table.name, table]))
  let header: ArchiveHeader | undefined
  let loader: TableLoader | undefined
  let done = 0
  let total = 0
  const ahead: ArchiveHeader['tables'][number][] = []

  for await (const batch of batches) {
    for (const line of batch) {
      if (header === undefined) {
        header = JSON.parse(line) as ArchiveHeader
        ahead.push(...header.tables)
        total = rowsIn(header)
        continue
      }
      while (loader === undefined || loader.left === 0) {
        await loader?.flush()
        const next = ahead.shift()
        if (next === undefined) throw new Error('The archive holds more rows than its header states.')
        loader = createLoader(tx, next, catalogue.get(next.name))
      }
      await loader.add(line)
      done += 1
    }
    onRows(done, total)
  }
  await loader?.flush()
  if (header === undefined) throw new Error('The archive has no header.')
  await compareCounts(tx, header, [...catalogue.values()])
  return header
}

interface TableLoader {
  /** Number of rows that the header states and that have not come yet. */
  readonly left: number
  add(line: string): Promise<void>
  flush(): Promise<void>
}

function createLoader(
  tx: ArchiveTransaction,
  { name, columns, rows }: ArchiveHeader['tables'][number],
  table: CatalogueTable | undefined,
): TableLoader {
  const known = new Map(table?.columns.map((column) => [column.name, column]))
  const targets = columns.map((column) => known.get(column))
  if (table === undefined || targets.includes(undefined) || targets.length !== known.size) {
    throw new Error(`The table ${name} of the archive does not fit the schema of this database.`)
  }
  const statement = `insert into ${table.identifier} (${targets.map((target) => target?.identifier).join(', ')})
    overriding system value
    select ${targets.map((target, index) => `(line ->> ${index})::${target?.type}`).join(', ')}
    from jsonb_array_elements($1::text::jsonb) line`
  let lines: string[] = []
  let bytes = 0
  let left = rows

  async function flush() {
    if (lines.length === 0) return
    await tx.query(statement, [`[${lines.join(',')}]`])
    lines = []
    bytes = 0
  }
  return {
    get left() {
      return left
    },
    async add(line) {
      lines.push(line)
      bytes += line.length
      left -= 1
      if (bytes >= STATEMENT_BYTES) await flush()
    },
    flush,
  }
}

async function compareCounts(
  tx: ArchiveTransaction,
  header: ArchiveHeader,
  tables: readonly CatalogueTable[],
): Promise<void> {
  const counts = await countRows(tx, tables)
  const stated = new Map(header.tables.map(({ name, rows }) => [name, rows]))
  const wrong = [...counts].filter(([name, count]) => count !== (stated.get(name) ?? 0))
  if (wrong.length > 0) {
    const list = wrong.map(([name, count]) => `${name} has ${count} rows, not ${stated.get(name) ?? 0}`)
    throw new Error(`Not every row arrived, so nothing was committed: ${list.join('; ')}.`)
  }
}
