import { gzipSync } from 'node:zlib'
import { BODY_BOUNDS } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { assertValid, getValidator } from '#operations/validation'
import { holdThread } from '#platform/thread-hold'
import { createLenientReader } from '../input/lenient-input.ts'
import { parseJson, parseStrictly } from '../parse-json.ts'

/** A body to read. */
export interface LargeBodyTask {
  readonly operationId: string
  readonly bytes: Uint8Array
}

/** Members of {@link LargeText}, in memory that can be transferred between threads. */
interface ReadText {
  readonly packed: Uint8Array<ArrayBuffer>
  readonly bytes: number
  readonly json: Uint8Array<ArrayBuffer>
}

/** Body without its long strings, and the long strings. */
export interface ReadLargeBody {
  readonly rest: Readonly<Record<string, unknown>>
  readonly texts: Readonly<Record<string, ReadText>>
}

/**
 * Reads a body with the same checks as smaller ones on the event loop, and validates it against the schema of its
 * operation.
 *
 * @throws BulkheadError `invalid_request`, `malformed_json`, `request_too_large`
 */
export function readLargeBody({ operationId, bytes }: LargeBodyTask): ReadLargeBody {
  const operation = operations.find((one) => one.operationId === operationId)
  const { body: schema, bodyBounds = BODY_BOUNDS } = operation ?? {}
  if (operation === undefined || schema === undefined)
    throw new TypeError(`${operationId} does not accept a body.`)
  const body = parseJson(bytes, bodyBounds, parseStrictly)
  createLenientReader(operation)?.({ query: {}, body })
  assertValid(getValidator(schema), body ?? null, 'body')
  const rest: Record<string, unknown> = {}
  const texts: Record<string, ReadText> = {}
  for (const [name, value] of Object.entries(body as object)) {
    if (bodyBounds.texts?.includes(name) && typeof value === 'string') texts[name] = toReadText(value)
    else rest[name] = value
  }
  return { rest, texts }
}

function toReadText(text: string): ReadText {
  const packed = new Uint8Array(holdThread(() => gzipSync(text)))
  return { packed, bytes: Buffer.byteLength(text), json: new TextEncoder().encode(JSON.stringify(text)) }
}
