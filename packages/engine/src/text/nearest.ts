// Own code: `fastest-levenshtein` does not count swapped letters as one error; `damerau-levenshtein` has no types.

/** Returns at most `limit` names, the most similar to `wanted` first. */
export function nearest(wanted: string, names: Iterable<string>, limit = 30): string[] {
  const target = wanted.toLowerCase().slice(0, 100)
  return [...names]
    .map((name) => ({ name, distance: getDistance(target, name.toLowerCase().slice(0, 100)) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ name }) => name)
}

/**
 * Returns the one name that `wanted` was probably meant to be: it differs by a typing error, contains `wanted`, or is
 * contained in it.
 */
export function probablyMeant(wanted: string, names: Iterable<string>): string | undefined {
  const ordered = nearest(wanted, names, Number.POSITIVE_INFINITY)
  const target = wanted.toLowerCase().slice(0, 100)
  const [best] = ordered
  if (best === undefined) return undefined
  if (getDistance(target, best.toLowerCase()) <= Math.max(1, Math.floor(best.length / 3))) return best
  return ordered.find((name) => {
    const known = name.toLowerCase()
    return Math.min(target.length, known.length) > 2 && (known.includes(target) || target.includes(known))
  })
}

// Levenshtein distance that counts swapped neighbours as one step, because that is the most common typing error.
function getDistance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : replaced
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
