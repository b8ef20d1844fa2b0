/** Returns the cursor in the `next` URL of one of Bulkhead's own lists. Null on the last page. */
export function cursorIn(next: string | null | undefined): string | null {
  if (next === null || next === undefined) return null
  return new URLSearchParams(next.slice(next.indexOf('?') + 1)).get('cursor')
}
