import { nearest } from './nearest.ts'

/** Maximum number of names in a message. */
const MOST_NAMED = 30
/** Maximum characters of a name in a message. */
const LONGEST = 255

/** Options of {@link listNames}. */
export interface ListOptions {
  /** Word before the last name. Default: a comma. */
  readonly last?: 'and' | 'or'
  /** Number of names there are, if `names` has only the first of them. */
  readonly total?: number
}

/**
 * Lists names for a message: the first 30, and how many more there are. Callers and documents choose the names, so without
 * a bound they would choose the length of the message too.
 */
export function listNames(names: Iterable<string>, { last, total }: ListOptions = {}): string {
  const shown: string[] = []
  let count = 0
  for (const name of names) {
    count += 1
    if (count <= MOST_NAMED) shown.push(cutName(name))
  }
  const more = Math.max(count, total ?? 0) - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more} more`
  const end = shown.at(-1)
  return last === undefined || end === undefined || shown.length === 1
    ? shown.join(', ')
    : `${shown.slice(0, -1).join(', ')} ${last} ${end}`
}

/** Lists the names that are most similar to `wanted` for a message, and how many more there are. */
export function listNearest(wanted: string, names: Iterable<string>): string {
  const all = [...names]
  return listNames(nearest(wanted, all, MOST_NAMED), { total: all.length })
}

/** Cuts a name that a caller or a document chose for a message. */
export function cutName(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name
}
