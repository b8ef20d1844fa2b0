import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'

/** Returns the lines of an archive file: header, rows, footer. */
export function linesOfArchive(file: string): string[] {
  return gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n')
}

/** Writes lines as a file that compresses well, regardless of their content. */
export function writeLines(file: string, lines: readonly string[]): void {
  writeFileSync(file, gzipSync(`${lines.join('\n')}\n`))
}

export function rowsOfArchive(file: string, table: string): Record<string, string | null>[] {
  const [first = '{}', ...lines] = linesOfArchive(file)
  const { tables } = JSON.parse(first) as { tables: { name: string; columns: string[]; rows: number }[] }
  let from = 0
  for (const { name, columns, rows } of tables) {
    if (name === table) {
      return lines
        .slice(from, from + rows)
        .map((line) => JSON.parse(line) as (string | null)[])
        .map((values) => Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null])))
    }
    from += rows
  }
  throw new Error(`The archive has no table ${table}.`)
}
