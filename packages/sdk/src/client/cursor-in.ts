/** The cursor of the page that `next` leads to, as lists of Bulkhead itself give it; null on the last page. */
export function cursorIn(next: string | null | undefined): string | null {
  if (next === null || next === undefined) return null
  return new URLSearchParams(next.slice(next.indexOf('?') + 1)).get('cursor')
}
