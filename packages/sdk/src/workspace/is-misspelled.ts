/** Returns whether two names differ by letter case, or by one letter that is missing, wrong or swapped with its neighbor. */
export function isMisspelled(typed: string, known: string): boolean {
  const [a, b] = [typed.toLowerCase(), known.toLowerCase()]
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const [left, right] = [a.slice(start), b.slice(start)]
  return (
    left.slice(1) === right.slice(1) ||
    left.slice(1) === right ||
    left === right.slice(1) ||
    (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2))
  )
}
