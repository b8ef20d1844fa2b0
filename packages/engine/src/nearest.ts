/** Orders names by likeness to `wanted`, most alike first, and gives at most `limit` of them. */
export function nearest(wanted: string, names: Iterable<string>, limit = 30): string[] {
  const target = wanted.toLowerCase().slice(0, 100)
  return [...names]
    .map((name) => ({ name, distance: distanceOf(target, name.toLowerCase().slice(0, 100)) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ name }) => name)
}

/** The one name that `wanted` was probably meant to be, if any is that close. */
export function probablyMeant(wanted: string, names: Iterable<string>): string | undefined {
  const [best] = nearest(wanted, names, 1)
  if (best === undefined) return undefined
  const [a, b] = [wanted.toLowerCase().slice(0, 100), best.toLowerCase()]
  const close = distanceOf(a, b) <= Math.max(1, Math.floor(best.length / 3))
  return close || (a.length > 2 && (b.includes(a) || a.includes(b))) ? best : undefined
}

// Levenshtein's distance, one row at a time.
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
