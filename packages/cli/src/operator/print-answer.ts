/** Writes an answer: JSON for programs, columns for people. */
export function printAnswer(answer: unknown, out: NodeJS.WriteStream): void {
  out.write(out.isTTY ? readable(answer) : `${JSON.stringify(answer)}\n`)
}

/** A list as a table, an object as one line per member. */
export function readable(answer: unknown): string {
  if (!Array.isArray(answer)) return record(answer as Record<string, unknown>)
  if (answer.length === 0) return 'None.\n'
  const names = Object.keys(answer[0])
  const rows = [names, ...answer.map((row) => names.map((name) => cell(row[name])))]
  const widths = names.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map(
      (row) =>
        `${row
          .map((text, column) => text.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

function record(answer: Record<string, unknown>): string {
  const width = Math.max(...Object.keys(answer).map((name) => name.length))
  return Object.entries(answer)
    .map(([name, value]) => `${name.padEnd(width)}  ${cell(value)}\n`)
    .join('')
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '-'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  return Array.isArray(value) ? value.join(', ') : String(value)
}
