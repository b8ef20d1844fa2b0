import { UsageError } from '#command/command-error'

/** Record of a response, of any kind. */
export type Row = Readonly<Record<string, unknown>>

/**
 * Returns the value at a dotted path. If a list is on the way, returns the value of each member. Undefined if there is
 * none.
 */
export function valueAt(row: unknown, path: string): unknown {
  if (typeof row !== 'object' || row === null) return undefined
  if (Object.hasOwn(row, path)) return (row as Row)[path]
  const [name = '', ...rest] = path.split('.')
  if (rest.length === 0 || !Object.hasOwn(row, name)) return undefined
  const value = (row as Row)[name]
  const further = rest.join('.')
  return Array.isArray(value) ? value.map((one) => valueAt(one, further)) : valueAt(value, further)
}

/** Returns the record with only these paths, nested as before. A path without a value is null. */
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

/** Defines a property, even one with the name `__proto__`. */
function define(place: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true })
}

/**
 * Reads the value of `--fields`.
 *
 * @param known Fields of the response, if they are known.
 */
export function fieldsIn(text: string, known: readonly string[] | undefined): readonly string[] {
  const paths = text
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
  if (paths.length === 0) throw new UsageError('--fields does not name a field.')
  const unknown = paths.find((path) => known?.includes(path.split('.')[0] ?? '') === false)
  if (unknown === undefined) return paths
  throw new UsageError(`There is no field ${unknown}.`, `Known fields: ${known?.join(', ')}.`)
}
