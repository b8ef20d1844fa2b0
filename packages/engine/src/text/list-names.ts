import { nearest, probablyMeant } from './nearest.ts'

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
  /** Maximum number of names. Default: 30. */
  readonly most?: number
}

/**
 * Lists names for a message: the first of them, and how many more there are. Callers and documents choose the names, so without
 * a bound they would choose the length of the message too.
 */
export function listNames(
  names: Iterable<string>,
  { last, total, most = MOST_NAMED }: ListOptions = {},
): string {
  const shown: string[] = []
  let count = 0
  for (const name of names) {
    count += 1
    if (count <= most) shown.push(cutName(name))
  }
  const more = Math.max(count, total ?? 0) - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more} more`
  const end = shown.at(-1)
  return last === undefined || end === undefined || shown.length === 1
    ? shown.join(', ')
    : `${shown.slice(0, -1).join(', ')} ${last} ${end}`
}

/**
 * Names the one that `wanted` was probably meant to be, if there is one, and lists all names in the alphabet. If there are more
 * than `most`, lists the most similar ones.
 *
 * @param intro Words before the list, such as `it has`.
 */
export function suggestNames(
  wanted: string,
  names: Iterable<string>,
  intro: string,
  most = MOST_NAMED,
): string {
  const all = [...names]
  const meant = probablyMeant(wanted, all)
  const hint = meant === undefined ? '' : `Did you mean ${cutName(meant)}? `
  const listed =
    all.length > most
      ? listNearest(wanted, all, most)
      : listNames(
          all.toSorted((a, b) => a.localeCompare(b, 'en')),
          { most },
        )
  return `${hint}${intro} ${listed}.`
}

/** Lists the names that are most similar to `wanted` for a message, and how many more there are. */
export function listNearest(wanted: string, names: Iterable<string>, most = MOST_NAMED): string {
  const all = [...names]
  return listNames(nearest(wanted, all, most), { total: all.length, most })
}

/** Cuts a name that a caller or a document chose for a message. */
export function cutName(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name
}
