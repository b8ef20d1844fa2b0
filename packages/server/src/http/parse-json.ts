import { isUtf8 } from 'node:buffer'
import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { BODY_BOUNDS, type BodyBounds } from '@bulkhead/contract/operation'
import { scanJson } from '@bulkhead/engine/text'
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify'
import { parse } from 'secure-json-parse'
import { markOperation } from '#platform/loop-watch'

/** Options of {@link addJsonParser}. */
export interface JsonParserOptions {
  /** Content types. Default: `application/json`. */
  readonly types?: string[]
  /** Reads large bodies of operations that have long strings. */
  readonly readLarge?: (
    organization: string,
    operationId: string,
    bytes: Uint8Array<ArrayBuffer>,
  ) => Promise<object>
}

/**
 * Adds the only parser of bodies: JSON, read more strictly than the framework does. A body of another type is refused.
 * An empty one counts as none, because clients send a content type with it.
 */
export function addJsonParser(
  app: FastifyInstance,
  { types = ['application/json'], readLarge }: JsonParserOptions = {},
): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    types,
    { parseAs: 'buffer' },
    (request: FastifyRequest, bytes: Buffer<ArrayBuffer>, done) => {
      let body: unknown
      const { operation, bodyBounds = BODY_BOUNDS } = request
      try {
        assertBodySize(request, bytes.length)
        assertUncompressed(request, bytes.length)
        request.bodyBytes = bytes.length
        markOperation(operation?.operationId ?? 'mcp')
        if (readLarge !== undefined && operation !== undefined && isLarge(bytes, bodyBounds)) {
          const owner = request.context?.organization ?? request.ip
          readLarge(owner, operation.operationId, bytes).then((read) => done(null, read), done)
          return
        }
        body = parseJson(bytes, bodyBounds, parseStrictly)
      } catch (fault) {
        return done(fault as Error)
      }
      done(null, body)
    },
  )
  app.addContentTypeParser('*', ({ headers, is404 }: FastifyRequest, _payload, done) => {
    const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
    if (isEmpty || is404) done(null, undefined)
    else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE())
  })
}

/** @throws BulkheadError `unsupported_media_type` */
function assertUncompressed({ headers }: FastifyRequest, bytes: number): void {
  const coding = headers['content-encoding'] ?? 'identity'
  if (bytes === 0 || coding.toLowerCase() === 'identity') return
  const message = 'Send the body uncompressed, without Content-Encoding.'
  throw new BulkheadError('unsupported_media_type', message, {
    details: [{ field: 'header.Content-Encoding', message }],
  })
}

function isLarge({ length }: Uint8Array, { texts }: BodyBounds): boolean {
  return texts !== undefined && length > BODY_BOUNDS.bytes
}

/** Parses JSON, as the framework does. */
type Parse = (text: string) => unknown

/** Parses JSON. Refuses keys that would change a prototype. */
export function parseStrictly(text: string): unknown {
  return parse(text, null, { protoAction: 'error', constructorAction: 'error' })
}

/**
 * Parses a body. Refuses the character NUL and unpaired surrogates, which a database cannot store, and integers that
 * would be rounded. The bounds are checked before the body is parsed.
 *
 * @returns Undefined for an empty body, which some clients send with a content type.
 * @throws BulkheadError `request_too_large`, `invalid_request`, `malformed_json`
 */
export function parseJson(bytes: Uint8Array, bounds: BodyBounds, parse: Parse): unknown {
  if (bytes.length === 0) return undefined
  // Twice as fast as a decoder that refuses invalid UTF-8.
  if (!isUtf8(bytes)) throw new BulkheadError('malformed_json', 'The body is not JSON in UTF-8.')
  const { excess, has_long_number, has_unstorable_text } = scanJson(bytes, bounds)
  if (excess !== undefined) throw tooLarge(EXCESSES[excess](bounds))
  const text = decode(bytes)
  let value: unknown
  try {
    value = parse(text)
  } catch {
    throw new BulkheadError('malformed_json', faultIn(text))
  }
  if (has_unstorable_text) throw invalid('body', 'body contains the character NUL or half a surrogate pair.')
  if (has_long_number) assertExact(value)
  return value
}

const EXCESSES = {
  depth: ({ depth }: BodyBounds) => `The body is nested deeper than ${depth} levels.`,
  values: ({ values }: BodyBounds) => `The body has more than ${values.toLocaleString('en')} values.`,
  memory: () =>
    'The body would need more than 8 times its size in memory, because it consists of very small values.',
}

/** Returns the error for a body that exceeds a bound other than its number of bytes. */
export function tooLarge(message: string): BulkheadError {
  return invalid('body', message, 'request_too_large')
}

function decode(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** Describes a syntax error without quoting the JSON, because a body can contain credentials. */
function faultIn(text: string): string {
  try {
    JSON.parse(text)
    return 'The body has a key __proto__ or constructor.prototype, which is never accepted.'
  } catch (thrown) {
    const [told = ''] = /^Unexpected token '.'|^[^"]*/su.exec((thrown as Error).message) ?? []
    return `The body is not valid JSON${told.trim() === '' ? '' : `: ${told.trim()}`}.`
  }
}

/** Refuses integers that were rounded when parsed. */
function assertExact(value: unknown): void {
  const path = pathOfInexact(value)
  if (path === undefined) return
  const field = ['body', ...path.reverse()].join('.')
  throw invalid(
    field,
    `${field} is a number with more digits than a JSON number can hold; send it as a string.`,
  )
}

/** Returns the path of the first integer that was rounded, in reverse order. */
function pathOfInexact(value: unknown): string[] | undefined {
  if (typeof value === 'number') {
    const isExact = Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))
    return isExact ? undefined : []
  }
  if (typeof value !== 'object' || value === null) return undefined
  const members = value as Readonly<Record<string, unknown>>
  for (const name in members) {
    const member = members[name]
    if (typeof member !== 'number' && typeof member !== 'object') continue
    const path = pathOfInexact(member)
    if (path === undefined) continue
    path.push(name)
    return path
  }
  return undefined
}

/** Refuses a body larger than the quota, including one sent without a length. @throws BulkheadError `body_too_large` */
export function assertBodySize({ maxBodyBytes }: FastifyRequest, bytes: number): void {
  if (maxBodyBytes === undefined || bytes <= maxBodyBytes) return
  throw new BulkheadError(
    'body_too_large',
    `The body is larger than ${maxBodyBytes} bytes, the organization's quota.`,
  )
}
