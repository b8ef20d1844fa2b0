import { once } from 'node:events'
import type { OperationShape } from '@bulkhead/contract/operation'
import { getSuccess } from '@bulkhead/contract/operation'
import type { Call } from '#command/command'
import { UsageError } from '#command/command-error'
import { getWidth, type Screen, type Terminal } from '#terminal/terminal'
import { fieldsIn, pickFields, type Row, valueAt } from './pick-fields.ts'
import { printable, printableJson } from './printable.ts'
import { renderRecord, Table, toCell } from './table.ts'

export type Format = 'table' | 'json' | 'text'

/** Output settings of a response. */
export interface Shown {
  readonly format: Format
  /** Fields from `--fields`. Undefined for the default fields. */
  readonly fields: readonly string[] | undefined
}

/** Reads the output settings from `--format` and `--fields`. */
export function shownBy(
  { flags, terminal }: Pick<Call, 'flags' | 'terminal'>,
  known?: readonly string[],
): Shown {
  const format = (flags.format as Format | undefined) ?? (terminal.stdout.isTTY === true ? 'table' : 'json')
  return {
    format,
    fields: typeof flags.fields === 'string' ? fieldsIn(flags.fields, known) : undefined,
  }
}

/** Returns the fields of an operation's response. For a list, the fields of its records. */
export function getFields(operation: OperationShape): readonly string[] {
  type Node = { properties?: Record<string, Node>; items?: Node }
  const { properties = {} } = getSuccess(operation).schema as Node
  const list = properties.data ?? properties.definitions
  return Object.keys(list?.items?.properties ?? properties)
}

/** Writes one record. */
export async function printRecord(terminal: Terminal, record: Row, { format, fields }: Shown): Promise<void> {
  const names = fields ?? Object.keys(record)
  const { stdout } = terminal
  if (format === 'json')
    return write(stdout, jsonText(fields === undefined ? record : pickFields(record, fields), stdout))
  if (format === 'text') return write(stdout, textLine(record, names))
  const room = getWidth(stdout) - Math.max(...names.map((name) => name.length)) - 2
  const entries = names.map((name) => {
    const value = valueAt(record, name)
    // A nested value is cut: its beginning shows what it is.
    const isNested = fields === undefined && typeof value === 'object'
    return [name, isNested && stdout.isTTY === true ? shortened(toCell(value), room) : toCell(value)] as const
  })
  return write(stdout, renderRecord(entries, stdout))
}

function shortened(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(8, room - 1))}…`
}

/** Output settings of a list. */
export interface ListShown extends Shown {
  /** Columns of the table: dotted paths by the name of the column. */
  readonly columns: Readonly<Record<string, string>>
}

/**
 * Prints records as they arrive, page by page, so that a long list appears at once and is never in memory as a whole.
 */
export async function printList(
  terminal: Terminal,
  groups: AsyncIterable<readonly Row[]>,
  { format, fields, columns }: ListShown,
): Promise<void> {
  const { stdout } = terminal
  const chosen =
    fields === undefined ? Object.entries(columns) : fields.map((field) => [field, field] as const)
  const table = new Table(
    chosen.map(([name]) => name),
    stdout,
  )
  let count = 0
  for await (const rows of groups) {
    if (format === 'json') {
      for (const row of rows) {
        const json = JSON.stringify(fields === undefined ? row : pickFields(row, fields))
        const text = stdout.isTTY === true ? printableJson(json) : json
        await write(stdout, count++ === 0 ? `[\n${text}` : `,\n${text}`)
      }
      continue
    }
    count += rows.length
    if (format === 'text') {
      await write(stdout, rows.map((row) => textLine(row, fields ?? Object.values(columns))).join(''))
    } else if (rows.length > 0) {
      await write(
        stdout,
        table.render(rows.map((row) => chosen.map(([, path]) => toCell(firstAt(row, path))))),
      )
    }
  }
  if (format === 'json') await write(stdout, count === 0 ? '[]\n' : '\n]\n')
  if (format === 'table' && count === 0) await write(stdout, 'None.\n')
}

/** Returns the value of the first of several paths, separated by `|`, that has one. */
function firstAt(row: Row, paths: string): unknown {
  return paths
    .split('|')
    .map((path) => valueAt(row, path))
    .find((value) => value !== null && value !== undefined)
}

/** Prints records that have all arrived. */
export function printRows(terminal: Terminal, rows: readonly Row[], shown: ListShown): Promise<void> {
  const one = async function* () {
    yield rows
  }
  return printList(terminal, one(), shown)
}

/** Prints a warning to standard error, as one line that is safe to print: it may hold what a service wrote. */
export function printWarning({ stderr }: Terminal, warning: string): void {
  stderr.write(`Warning: ${printable(warning)}\n`)
}

/** Prints a value that is neither a record nor a list of records. */
export function printJson({ stdout }: Terminal, value: unknown): Promise<void> {
  return write(stdout, jsonText(value, stdout))
}

/** Writes to a stream, and waits while its reader is slow. */
export async function write(stream: Screen, text: string | Uint8Array): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain')
}

function jsonText(value: unknown, { isTTY }: Screen): string {
  // Output on a screen is for people: it is indented and escaped.
  return isTTY === true ? `${printableJson(JSON.stringify(value, null, 2))}\n` : `${JSON.stringify(value)}\n`
}

/** Formats a record as one line of tab-separated values, for `read`, `cut` and `$(…)`. */
function textLine(row: Row, paths: readonly string[]): string {
  const cells = paths.map((path) => {
    const value = firstAt(row, path)
    if (value === null || value === undefined) return ''
    return printable(typeof value === 'object' ? JSON.stringify(value) : String(value))
  })
  return `${cells.join('\t')}\n`
}

/** Reads `--limit`. @throws UsageError unless it is a whole number of 1 or more. */
export function getLimit({ flags }: Pick<Call, 'flags'>): number {
  if (flags.all === true) return Number.POSITIVE_INFINITY
  const text = flags.limit as string | undefined
  if (text === undefined) return 100
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new UsageError('--limit must be a whole number of 1 or more, or use --all.')
}
