import { hash } from 'node:crypto'
import { invalid } from '@bulkhead/contract/errors'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'

/** Position within a result. */
export interface ResultPosition {
  /** Cursor of the service's page. Null for the first page. */
  readonly page: string | null
  /** Number of records of that page that were already returned. */
  readonly skip: number
  /** Number of characters of the rest that were already returned. */
  readonly from: number
}

const Stored = Compile(
  Type.Tuple([
    Type.String(),
    Type.Union([Type.String(), Type.Null()]),
    Type.Integer({ minimum: 0 }),
    Type.Integer({ minimum: 0 }),
  ]),
)

/** Position at the beginning of a result. */
const BEGINNING: ResultPosition = { page: null, skip: 0, from: 0 }

/**
 * Returns a cursor for a position in the result of one call.
 *
 * @param call Arguments of the call. The cursor is valid only with the same ones.
 */
export function writeCursor(call: unknown, { page, skip, from }: ResultPosition): string {
  return Buffer.from(JSON.stringify([toFingerprint(call), page, skip, from])).toString('base64url')
}

/** @throws BulkheadError `invalid_request` if the cursor is malformed or belongs to another call. */
export function readCursor(call: unknown, cursor: string | undefined): ResultPosition {
  if (cursor === undefined) return BEGINNING
  const stored = parsed(cursor)
  if (!Stored.Check(stored)) throw invalid('body.cursor', 'cursor is no next_cursor of this tool')
  const [fingerprint, page, skip, from] = stored
  if (fingerprint !== toFingerprint(call)) {
    throw invalid(
      'body.cursor',
      'cursor is of another call: repeat the call it came from, with nothing changed but the cursor',
    )
  }
  return { page, skip, from }
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

function toFingerprint(call: unknown): string {
  return hash('sha256', JSON.stringify(call), 'base64url').slice(0, 12)
}
