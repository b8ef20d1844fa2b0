// Own code: `fastest-levenshtein` does not count swapped letters as one error; `damerau-levenshtein` has no types.

/** Maximum number of steps of one comparison with many names. They take a few milliseconds. */
const MOST_STEPS = 500_000

/**
 * Returns at most `limit` names, the most similar to `wanted` first. Documents can have any number of names, so those
 * beyond some thousands of usual length are not compared and come last.
 */
export function nearest(wanted: string, names: Iterable<string>, limit = 30): string[] {
  const target = toComparable(wanted)
  let steps = MOST_STEPS
  return [...names]
    .map((name) => {
      if (steps <= 0) return { name, distance: Number.MAX_SAFE_INTEGER }
      const known = toComparable(name)
      steps -= (target.length + 1) * (known.length + 1)
      return { name, distance: getDistance(target, known) }
    })
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
  const target = toComparable(wanted)
  const [best] = ordered
  if (best === undefined) return undefined
  if (getDistance(target, toComparable(best)) <= Math.max(1, Math.floor(best.length / 3))) return best
  return ordered.find((name) => {
    const known = toComparable(name)
    return Math.min(target.length, known.length) > 2 && (known.includes(target) || target.includes(known))
  })
}

function toComparable(name: string): string {
  return name.slice(0, 100).toLowerCase()
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
