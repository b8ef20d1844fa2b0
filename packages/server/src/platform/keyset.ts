import { BulkheadError } from '@bulkhead/contract/errors'
import type { SelectQueryBuilder } from 'kysely'
import { isUuid } from './identifiers.ts'

/**
 * Reads the id after which a page begins. A cursor is opaque to callers and holds only a position. The token of each
 * request decides what a page may show.
 *
 * @throws BulkheadError `invalid_request`
 */
export function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  if (!isUuid(text)) {
    throw new BulkheadError(
      'invalid_request',
      'query.cursor is not a cursor of this list. Use the cursor from the previous page.',
      { details: [{ field: 'query.cursor', message: 'query.cursor is not a cursor of this list' }] },
    )
  }
  return text
}

/** Number of rows of a page whose request names none. The contract states it to callers. */
export const PAGE_LIMIT = 20

/** Reads which page of a list is requested. @throws BulkheadError `invalid_request` */
export function readPage({ limit = PAGE_LIMIT, cursor }: { limit?: number; cursor?: string }) {
  return { limit, after: cursor === undefined ? undefined : readCursor(cursor) }
}

/** Start of a page in a sorted list: after the row with this id and this sort key. */
export interface Position {
  readonly id: string
  readonly key: string
}

const ID_CHARACTERS = 36

/**
 * Like {@link readCursor}, for a list that is sorted by more than ids.
 *
 * @throws BulkheadError `invalid_request`
 */
export function readPosition(cursor: string): Position {
  const text = Buffer.from(cursor, 'base64url').toString()
  const [id, key] = [text.slice(0, ID_CHARACTERS), text.slice(ID_CHARACTERS)]
  // A malformed cursor has the same error as an id that is no UUID.
  if (!isUuid(id) || key.includes('\0')) return { id: readCursor(''), key }
  return { id, key }
}

/**
 * Returns the relative URL of the page after the row with id `last`, with the query of this page.
 *
 * @param key Sort key of that row.
 */
export function nextPage(
  path: string,
  query: Readonly<Record<string, unknown>>,
  last: string,
  key = '',
): string {
  const { cursor: _, ...filters } = query
  const parameters = new URLSearchParams(
    Object.entries(filters).map(([name, value]): [string, string] => [name, String(value)]),
  )
  parameters.set('cursor', Buffer.from(last + key).toString('base64url'))
  return `${path}?${parameters}`
}

/**
 * Maximum number of rows that one page of a filtered list reads. If fewer rows pass the filters than fit on the page,
 * the page ends early and the next page continues. So the cost of a request does not depend on how many rows fail the
 * filters.
 */
export const MOST_LOOKED_AT = 10_000

/** Returns the last row that a page looked at. Undefined if it looked at all of them. */
export function lastLookedAt<DB, TB extends keyof DB, Row>(found: SelectQueryBuilder<DB, TB, Row>) {
  return found
    .offset(MOST_LOOKED_AT - 1)
    .limit(1)
    .executeTakeFirst()
}

/**
 * Creates a page of rows. The query selects one row more than `limit`, which shows whether there is another page.
 *
 * @param unlooked URL of the page that continues where this one stopped reading. Undefined if all rows were read.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  next: (last: Row) => string,
  unlooked?: string,
): { data: Item[]; next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const isFull = rows.length > limit && last !== undefined
  return { data: page.map(item), next: isFull ? next(last) : (unlooked ?? null) }
}

/** Returns the smallest UUIDv7 of a time (RFC 9562 §5.7). Ids of later times are greater. */
export function getFirstId(moment: string): string {
  return firstIdAt(Date.parse(moment))
}

/** Returns the same as {@link getFirstId}. @param ms Milliseconds since the epoch. */
export function firstIdAt(ms: number): string {
  const milliseconds = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7000-8000-000000000000`
}
