import { UsageError } from '#command/command-error'

/** A record of an answer, whatever it is of. */
export type Row = Readonly<Record<string, unknown>>

/** The value at a dotted path, of each member where there is a list on the way; undefined where there is none. */
export function valueAt(row: unknown, path: string): unknown {
  if (typeof row !== 'object' || row === null) return undefined
  if (Object.hasOwn(row, path)) return (row as Row)[path]
  const [name = '', ...rest] = path.split('.')
  if (rest.length === 0 || !Object.hasOwn(row, name)) return undefined
  const value = (row as Row)[name]
  const further = rest.join('.')
  return Array.isArray(value) ? value.map((one) => valueAt(one, further)) : valueAt(value, further)
}

/** The record with nothing but these paths, nested as it was. A path without a value is null. */
export function pickFields(row: Row, paths: readonly string[]): Row {
  const picked: Record<string, unknown> = {}
  for (const path of paths) {
    const names = path.split('.')
    let place = picked
    for (const name of names.slice(0, -1)) {
      const next = Object.hasOwn(place, name) ? place[name] : undefined
      const made = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {}
      define(place, name, made)
      place = made
    }
    define(place, names.at(-1) ?? '', valueAt(row, path) ?? null)
  }
  return picked
}

/** Also where the name is `__proto__`. */
function define(place: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true })
}

/**
 * Reads the text of `--fields`.
 *
 * @param known What an answer has, if that is known.
 */
export function fieldsIn(text: string, known: readonly string[] | undefined): readonly string[] {
  const paths = text
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
  if (paths.length === 0) throw new UsageError('--fields names no field.')
  const unknown = paths.find((path) => known?.includes(path.split('.')[0] ?? '') === false)
  if (unknown === undefined) return paths
  throw new UsageError(`There is no field ${unknown}.`, `Known fields: ${known?.join(', ')}.`)
}
