import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { READ_ACTIONS } from '@bulkhead/contract/grants'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { RawReply } from '#access/request/raw-reply'
import { MOST_CHARACTERS } from '../results/result-limit.ts'
import { asThirdPartyData, DATA_NOTICE } from '../results/third-party-data.ts'
import type { ToolResult } from '../results/tool-result.ts'
import { describe } from './describe.ts'
import type { ToolCall } from './tool.ts'

/** Position within a result. */
interface ResultPosition {
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

/** Returned part of a result, and the position of the rest. */
interface Cut {
  /** The records or the object. Absent if only a part of the JSON fits. */
  readonly result?: unknown
  /** A part of the JSON of one record or object, if it is too long for one response. */
  readonly part?: { readonly text: string; readonly from: number; readonly to: number; readonly of: number }
  /** Position at which the next response begins. Undefined if nothing is left. */
  readonly rest?: { readonly skip: number; readonly from: number }
}

const MOST_BYTES = 4 * 1_048_576
const MOST_IMAGE_BYTES = 1_048_576
const IMAGE = /^image\/(png|jpeg|gif|webp)$/

/** Input of an execution. */
export interface Execution {
  readonly connector_id: string
  readonly entity: string
  readonly action: string
  readonly params?: Readonly<Record<string, unknown>> | null | undefined
  readonly select_fields?: readonly string[] | null | undefined
  readonly exclude_fields?: readonly string[] | null | undefined
  readonly skip_truncation?: boolean | undefined
  readonly timeout_ms?: number | null | undefined
  readonly intent?: string | null | undefined
}

/** Runs an operation and returns the part of its result that fits one response. */
export async function runExecution(
  call: ToolCall,
  execution: Execution,
  cursor: string | undefined,
  idempotency_key: string | undefined,
): Promise<ToolResult> {
  const { connector_id, params, ...rest } = execution
  const { intent: _, timeout_ms: __, ...identity } = execution
  const position = readCursor(identity, cursor)
  const reply = await call.invoke(
    'executeOperation',
    {
      params: { connector_id },
      body: { ...rest, params: { ...params, ...(position.page !== null && { cursor: position.page }) } },
    },
    idempotency_key,
  )
  const called = rest.entity === '' ? rest.action : `${rest.entity} ${rest.action}`
  const from = `Response of ${called}`
  const continueAt = async (next: ResultPosition) =>
    (await maySendAgain(call, execution)) ? writeCursor(identity, next) : null
  if (reply instanceof RawReply) return fileResult(reply, from, position, continueAt)
  const { has_next_page, end_cursor, ...metadata } = (reply.connector_metadata ?? {}) as Metadata
  const { rest: left, ...given } = cutResult(reply.result, position)
  const nextPage =
    has_next_page === true && typeof end_cursor === 'string'
      ? writeCursor(identity, { page: end_cursor, skip: 0, from: 0 })
      : null
  const next_cursor = left === undefined ? nextPage : await continueAt({ page: position.page, ...left })
  const more = getMore(given, left !== undefined, next_cursor !== null)
  const said = {
    ...(reply.warning !== undefined && { warning: reply.warning }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  }
  const facts = { next_cursor, ...(more !== undefined && { more }) }
  const data = [given.part?.text ?? JSON.stringify(given.result)]
  if (Object.keys(said).length > 0) data.push(JSON.stringify(said))
  return {
    structured: { notice: DATA_NOTICE, ...given, ...said, ...facts },
    content: [
      { type: 'text', text: asThirdPartyData(from, data.join('\n')) },
      { type: 'text', text: JSON.stringify(facts) },
    ],
  }
}

type Metadata = Readonly<Record<string, unknown>>

/**
 * Returns whether the operation may run again to get the rest of its result. It must be a read by its name and by its
 * document.
 */
async function maySendAgain(call: ToolCall, { connector_id, entity, action }: Execution): Promise<boolean> {
  if (!READ_ACTIONS.has(action)) return false
  const { entities } = await describe(call, connector_id, entity)
  return entities.some(({ operations }) =>
    operations.some((operation) => operation.action === action && operation.effect === 'read'),
  )
}

function getMore({ part, result }: Cut, isCut: boolean, goesOn: boolean): string | undefined {
  if (part !== undefined) {
    const way = goesOn ? 'next_cursor continues' : 'That is the end, or all that can be returned'
    return `Characters ${part.from} to ${part.to} of ${part.of}. ${way}; select_fields makes it shorter.`
  }
  if (!isCut) return undefined
  const way = goesOn
    ? 'next_cursor continues'
    : 'The rest is omitted: repeating the call could repeat the write'
  const count = Array.isArray(result)
    ? `${result.length} records fit this response`
    : 'A part fits this response'
  return `${count}. ${way}; select_fields makes room for more.`
}

/**
 * Converts a downloaded file for a model: text in parts, and an image as an image. Other files are for programs, which
 * download them over HTTP.
 *
 * @throws BulkheadError `not_supported`, `response_too_large`
 */
async function fileResult(
  { headers, body }: RawReply,
  from: string,
  position: ResultPosition,
  continueAt: (next: ResultPosition) => Promise<string | null>,
): Promise<ToolResult> {
  const media_type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const name = /filename="([^"]*)"/.exec(headers['content-disposition'] ?? '')?.[1] ?? 'file'
  const file = { name, media_type }
  const isImage = IMAGE.test(media_type)
  const bytes = await readUpTo(body, isImage ? MOST_IMAGE_BYTES : MOST_BYTES)
  if (isImage) {
    return {
      structured: { notice: DATA_NOTICE, file, next_cursor: null },
      content: [
        { type: 'text', text: asThirdPartyData(from, JSON.stringify(file)) },
        { type: 'image', data: bytes.toString('base64'), mimeType: media_type },
      ],
    }
  }
  if (!isUtf8(bytes)) {
    throw new BulkheadError(
      'not_supported',
      `The file is ${media_type}, ${bytes.length} bytes, neither text nor an image that a model can read. A program can get it with the action download over HTTP.`,
    )
  }
  const part = getPart(bytes.toString('utf8'), position.from)
  const isWhole = part.to >= part.of
  const facts = {
    next_cursor: isWhole ? null : await continueAt({ ...position, from: part.to }),
    ...(!isWhole && {
      more: `Characters ${part.from} to ${part.to} of ${part.of}. next_cursor gives the next part.`,
    }),
  }
  return {
    structured: { notice: DATA_NOTICE, file, part, ...facts },
    content: [
      { type: 'text', text: asThirdPartyData(from, `${JSON.stringify(file)}\n${part.text}`) },
      { type: 'text', text: JSON.stringify(facts) },
    ],
  }
}

async function readUpTo(body: RawReply['body'], most: number): Promise<Buffer> {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return Buffer.from(body)
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop destroys the stream, so the rest of the file is not downloaded.
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size > most) {
      throw new BulkheadError(
        'response_too_large',
        `The file has more than ${most} bytes, the limit for a tool. Ask for a part with params.range_header, such as bytes=0-999999, or have a program get it over HTTP.`,
      )
    }
  }
  return Buffer.concat(chunks)
}

/**
 * Cuts a result to {@link MOST_CHARACTERS}. Of a list, returns as many records as fit. A record or object that is too
 * long by itself is returned in parts, as a string.
 *
 * @param skip Number of records of a list that earlier responses returned.
 * @param from Number of characters of the next record, or of the object, that earlier responses returned.
 */
export function cutResult(result: unknown, { skip, from }: { skip: number; from: number }): Cut {
  if (!Array.isArray(result)) {
    const text = JSON.stringify(result)
    if (from === 0 && text.length <= MOST_CHARACTERS) return { result }
    const part = getPart(text, from)
    return { part, ...(part.to < part.of && { rest: { skip: 0, from: part.to } }) }
  }
  const records = result.slice(skip)
  const fitting = from > 0 ? 0 : countFitting(records)
  if (fitting > 0 || records.length === 0) {
    const isAll = fitting === records.length
    return { result: records.slice(0, fitting), ...(!isAll && { rest: { skip: skip + fitting, from: 0 } }) }
  }
  const part = getPart(JSON.stringify(records[0]), from)
  if (part.to < part.of) return { part, rest: { skip, from: part.to } }
  return { part, ...(records.length > 1 && { rest: { skip: skip + 1, from: 0 } }) }
}

function countFitting(records: readonly unknown[]): number {
  let characters = 2
  for (const [index, record] of records.entries()) {
    characters += JSON.stringify(record).length + 1
    if (characters > MOST_CHARACTERS) return index
  }
  return records.length
}

/** Returns a part of a string, without splitting a character. */
function getPart(text: string, from: number): NonNullable<Cut['part']> {
  const end = Math.min(from + MOST_CHARACTERS, text.length)
  // The cut must not split a surrogate pair.
  const to = /[\ud800-\udbff]/.test(text.charAt(end - 1)) && end < text.length ? end - 1 : end
  return { text: text.slice(from, to), from, to, of: text.length }
}

/**
 * Returns a cursor for a position in the result of one call.
 *
 * @param call Arguments of the call. The cursor is valid only with the same ones.
 */
function writeCursor(call: unknown, { page, skip, from }: ResultPosition): string {
  return Buffer.from(JSON.stringify([toFingerprint(call), page, skip, from])).toString('base64url')
}

/** @throws BulkheadError `invalid_request` if the cursor is malformed or belongs to another call. */
function readCursor(call: unknown, cursor: string | undefined): ResultPosition {
  if (cursor === undefined) return BEGINNING
  const stored = parsed(cursor)
  if (!Stored.Check(stored)) throw invalid('body.cursor', 'cursor was not returned by this tool')
  const [fingerprint, page, skip, from] = stored
  if (fingerprint !== toFingerprint(call)) {
    throw invalid(
      'body.cursor',
      'cursor belongs to another call: repeat the call it came from and change only the cursor',
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
