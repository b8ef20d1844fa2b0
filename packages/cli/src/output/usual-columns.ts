import type { Screen } from '#terminal/terminal'
import { getWidth } from '#terminal/terminal'
import type { Row } from './pick-fields.ts'
import { toCell } from './table.ts'

/** Columns that come first for records of an unknown service. */
const FIRST = [
  'id',
  'number',
  'key',
  'identifier',
  'name',
  'full_name',
  'title',
  'subject',
  'email',
  'status',
  'state',
  'type',
  'created_at',
  'updated_at',
]
const WIDEST = 40

/**
 * Returns columns for records of any kind: those with plain values that fit the screen. Also returns how many are left
 * out.
 */
export function usualColumns(
  rows: readonly Row[],
  screen: Screen,
): { readonly chosen: Readonly<Record<string, string>>; readonly left: number } {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const plain = names.filter((name) =>
    rows.every((row) => typeof row[name] !== 'object' || row[name] === null),
  )
  const rank = (name: string) => (FIRST.indexOf(name) + 1 || FIRST.length + 1) * 1000 + names.indexOf(name)
  const chosen: string[] = []
  let room = getWidth(screen)
  for (const name of plain.toSorted((a, b) => rank(a) - rank(b))) {
    const width = Math.max(name.length, ...rows.map((row) => Math.min(WIDEST, toCell(row[name]).length))) + 2
    if (width > room + 2) continue
    room -= width
    chosen.push(name)
  }
  // Records without a plain value show their first members.
  const shown = chosen.length > 0 ? chosen : names.slice(0, 3)
  return { chosen: Object.fromEntries(shown.map((name) => [name, name])), left: names.length - shown.length }
}
