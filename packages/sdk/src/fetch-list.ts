import type { WithResponse } from './client/bulkhead-promise.ts'
import { cursorIn } from './client/cursor-in.ts'
import { List } from './list.ts'

/** Page of one of Bulkhead's own lists, as an operation returns it. */
interface Listed<T> {
  readonly data: readonly T[]
  /** Relative URL of the next page. Absent if the list has no pages. */
  readonly next?: string | null
}

/** Creates a list over an operation that returns one page at a cursor. */
export function fetchList<T>(
  fetchOne: (cursor: string | undefined) => Promise<WithResponse<Listed<T>>>,
): List<T> {
  return new List<T>(async (cursor) => {
    const { data: page, response } = await fetchOne(cursor)
    return { data: { data: page.data, nextCursor: cursorIn(page.next), metadata: null }, response }
  })
}
