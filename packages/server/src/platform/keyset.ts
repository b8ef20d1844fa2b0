import { BulkheadError } from '@bulkhead/contract/errors'
import { isUuid } from './identifiers.ts'

/**
 * Reads the id that a page begins behind. A cursor is opaque to callers and holds a position only: what a
 * page may show is decided by the token each time.
 *
 * @throws BulkheadError `invalid_request`
 */
export function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  if (!isUuid(text)) {
    throw new BulkheadError(
      'invalid_request',
      'query.cursor is not a cursor of this list. Use `next` of the page before.',
      { details: [{ field: 'query.cursor', message: 'query.cursor is not a cursor of this list' }] },
    )
  }
  return text
}

/** Start of a page in a sorted list: after the row with this id and sort key. */
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
  // A cursor of another text is as wrong as one that is none.
  if (!isUuid(id) || key.includes('\0')) return { id: readCursor(''), key }
  return { id, key }
}

/** The relative URL of the page behind the row with id `last`, with the query of this page. @param key Its sort key. */
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
 * Rows that one page of a filtered list looks at. If filters leave fewer than the page may show, it ends there and the
 * next page goes on: the cost of a request does not depend on how many rows fit no filter.
 */
export const MOST_LOOKED_AT = 10_000

/**
 * Makes a page of rows. The query selects one row more than `limit`, which says whether there is another page.
 *
 * @param unlooked URL of the page that goes on where this one stopped to look; without it all rows were looked at.
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

/** The smallest UUIDv7 of a moment (RFC 9562 §5.7): ids of later moments are greater. */
export function getFirstId(moment: string): string {
  return firstIdAt(Date.parse(moment))
}

/** Like {@link getFirstId}. @param ms Since the epoch. */
export function firstIdAt(ms: number): string {
  const milliseconds = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7000-8000-000000000000`
}
