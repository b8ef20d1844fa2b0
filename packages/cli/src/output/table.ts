import { styleText } from 'node:util'
import stringWidth from 'string-width'
import { getWidth, type Screen } from '#terminal/terminal'
import { printable } from './printable.ts'

// Own code, because `cli-table3` prints whole tables. Here later pages keep the widths of the first, cut to the screen.

const GAP = 2
const LEAST = 8
const WHOLE = /^(-|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/
const SEGMENTS = new Intl.Segmenter()

/** Formats a value for people, on one line. */
export function toCell(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (typeof value === 'string')
    return printable(value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+Z$/, '$1Z'))
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    return value.length === 0 ? '-' : printable(value.join(', '))
  }
  return printable(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

/** Table whose columns fit the screen. The first rows determine the widths. */
export class Table {
  readonly #names: readonly string[]
  readonly #screen: Screen
  #widths: readonly number[] | undefined

  constructor(names: readonly string[], screen: Screen) {
    this.#names = names
    this.#screen = screen
  }

  /** Renders some rows. Before the first ones, renders the names of the columns. */
  render(rows: readonly (readonly string[])[]): string {
    const first = this.#widths === undefined
    this.#widths ??= this.#fit([this.#names, ...rows])
    const lines = rows.map((row) => this.#line(row))
    if (!first) return lines.join('')
    const head = this.#line(this.#names.map((name) => name.toUpperCase()))
    return [
      styleText('bold', head.trimEnd(), { stream: this.#screen as NodeJS.WritableStream }),
      '\n',
      ...lines,
    ].join('')
  }

  #line(row: readonly string[]): string {
    const cells = row.map((text, column) => padded(text, this.#widths?.[column] ?? 0))
    return `${cells.join(' '.repeat(GAP)).trimEnd()}\n`
  }

  /**
   * Shortens the widest column until all columns fit. Ids and times are never cut, because a part of one is useless.
   */
  #fit(rows: readonly (readonly string[])[]): readonly number[] {
    const widths = this.#names.map((_, column) =>
      Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))),
    )
    const isWhole = this.#names.map((_, column) =>
      rows.slice(1).every((row) => WHOLE.test(row[column] ?? '-')),
    )
    // A file or a pipe has no width.
    if (this.#screen.isTTY !== true) return widths
    const room = getWidth(this.#screen) - GAP * (widths.length - 1)
    for (let sum = total(widths); sum > room; sum--) {
      const widest = widths.reduce((best, width, column) => {
        return isWhole[column] !== true && width > (widths[best] ?? 0) ? column : best
      }, isWhole.indexOf(false))
      if (widest === -1 || (widths[widest] ?? 0) <= LEAST) break
      widths[widest] = (widths[widest] ?? 0) - 1
    }
    return widths
  }
}

/** Renders the members of one record, each on a line. */
export function renderRecord(entries: readonly (readonly [string, string])[], screen: Screen): string {
  const width = Math.max(0, ...entries.map(([name]) => name.length))
  const stream = screen as NodeJS.WritableStream
  return entries
    .map(([name, text]) => `${styleText('bold', name.padEnd(width), { stream })}  ${text}\n`)
    .join('')
}

function padded(text: string, width: number): string {
  const missing = width - stringWidth(text)
  return missing >= 0 ? text + ' '.repeat(missing) : cut(text, width)
}

function cut(text: string, width: number): string {
  let kept = ''
  let used = 0
  for (const { segment } of SEGMENTS.segment(text)) {
    const wide = stringWidth(segment)
    if (used + wide > width - 1) break
    kept += segment
    used += wide
  }
  return `${kept}…${' '.repeat(width - 1 - used)}`
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0)
}
