import { LIST_ACTIONS } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import type { UpstreamResponse } from '#model/wire'
import { getPageFacts } from '#pagination/page-facts'
import type { PageRequest } from '#pagination/page-request'
import type { ResolvedSettings } from '#settings/resolve-settings'
import { isJsonObject, ownMember } from '#text/json-object'
import { type JsonPath, matchJsonPath } from '#text/json-path'
import { metaValue } from '#text/meta-source'
import { freeText, parseBody } from './parse-body.ts'
import type { ReadableOperation } from './readable-operation.ts'
import { reshapedRecords } from './reshape-records.ts'
import { resultText } from './result-text.ts'
import { cut, errorText, messageIn, type Redact, retryAfterSeconds } from './upstream-error.ts'

const DATA: JsonPath = { text: '$.data', steps: [{ member: 'data' }], fans_out: false }

/** Result of a call. */
export interface Result {
  /** Result: an array for `list` and `api_search`; an object, an array or null for the other actions. */
  readonly result: JsonValue
  /**
   * Metadata of the operation by name. A value is null if the response lacks it. Null if the operation declares no
   * metadata.
   */
  readonly connector_metadata: { readonly [name: string]: JsonValue } | null
  /**
   * Exact JSON of `result` in the response, not redacted. Present with option `json`, if the response contains `result`
   * unchanged.
   */
  readonly json?: string
  /** Errors that the upstream reports in a response with data. Absent if there are none. They may echo the request. */
  readonly warnings?: readonly string[]
}

export interface ReadOptions {
  /** Page of the planned request. If present, a list's metadata has `has_next_page` and `end_cursor`. */
  readonly page?: PageRequest | undefined
  /** Settings of the connector, for record filters and transforms that read them as `config`. */
  readonly settings?: ResolvedSettings | undefined
  readonly json?: boolean | undefined
}

/**
 * Reads an upstream's response as the operation's document says.
 *
 * @param redact Applied to the message of an error before it is shortened. The result is not redacted.
 * @throws {EngineError} `upstream_status` for an error status, and for an error that the service reports with a success
 *   status; `response_unreadable` for a body that is not JSON in UTF-8, and for one without a value that a record
 *   filter or transform needs.
 */
export function readResponse(
  operation: ReadableOperation,
  response: UpstreamResponse,
  redact: Redact = (text) => text,
  { page, settings = {}, json: wantsJson = false }: ReadOptions = {},
): Result {
  if (response.status < 200 || response.status >= 300) throw statusError(operation, response, redact)
  const parsed = parseBody(response)
  const isList = LIST_ACTIONS.has(operation.action)
  if (parsed !== undefined) refuseReportedError(operation, response, parsed, redact)
  const body = parsed ?? null
  const warning =
    operation.graphql === undefined ? undefined : graphqlWarning(operation, response, body, redact)
  const extracted = parsed === undefined ? (isList ? [] : {}) : getRecords(operation, parsed)
  const result = reshapedRecords(operation, extracted, settings)
  const facts =
    isList && page !== undefined && Array.isArray(extracted)
      ? getPageFacts({ operation, request: page, response, body, records: extracted })
      : undefined
  const metadata = getMeta(operation, response, body)
  const json =
    wantsJson && parsed !== undefined ? resultText(operation, response.body, parsed, result) : undefined
  freeText(response.body)
  return {
    result,
    ...(json !== undefined && { json }),
    connector_metadata: facts === undefined ? metadata : { ...metadata, ...facts },
    ...(warning !== undefined && { warnings: [warning] }),
  }
}

export function statusError(
  { retry }: Pick<ReadableOperation, 'retry'>,
  response: UpstreamResponse,
  redact: Redact,
) {
  const upstream_message = messageIn(response, redact)
  const seconds = retryAfterSeconds(
    response.headers[retry.retry_after_header],
    response.received_at,
    retry.retry_after_format,
  )
  return new EngineError(
    'upstream_status',
    `The upstream responded with ${response.status}: ${upstream_message}`,
    {
      status: response.status,
      ...(seconds !== undefined && { retry_after_seconds: seconds }),
      upstream_message,
    },
  )
}

/** Throws the error that a response with a success status reports, if it reports one. */
export function refuseReportedError(
  operation: ReadableOperation,
  response: UpstreamResponse,
  body: JsonValue,
  redact: Redact,
): void {
  const check = operation.error_check
  if (check === undefined) return
  const value = ownMember(body, check.field)
  const isError =
    check.ok_value === undefined ? value === check.on_value : value !== undefined && value !== check.ok_value
  if (!isError) return
  const text = check.message_field === undefined ? undefined : ownMember(body, check.message_field)
  const upstream_message =
    typeof text === 'string' && text !== '' ? cut(redact(text)) : 'an error without a message'
  throw new EngineError('upstream_status', `The upstream reported: ${upstream_message}`, {
    status: response.status,
    upstream_message,
  })
}

// Partial data is better than none, but the caller must know that it is partial.
function graphqlWarning(
  operation: ReadableOperation,
  response: UpstreamResponse,
  body: JsonValue,
  redact: Redact,
) {
  const errors = ownMember(body, 'errors')
  if (!Array.isArray(errors) || errors.length === 0) return undefined
  const upstream_message = cut(redact(errorText({ errors })))
  const data = operation.record_extractor ?? DATA
  if (matchJsonPath(data, body).some((match) => match !== null)) return upstream_message
  throw new EngineError('upstream_status', `The upstream reported: ${upstream_message}`, {
    status: response.status,
    upstream_message,
  })
}

function getMeta(
  operation: ReadableOperation,
  response: UpstreamResponse,
  body: JsonValue,
): Result['connector_metadata'] {
  if (operation.meta_extractor === undefined) return null
  const pairs = [...operation.meta_extractor].map(
    ([name, source]) => [name, metaValue(source, response, body)] as const,
  )
  return Object.fromEntries(pairs)
}

/**
 * Returns the records in a response's body. `list` and `api_search` return an array for any response: a single object
 * becomes the only record, null becomes none. A value that is not an object becomes `{value: …}`, so that every record
 * has members.
 */
function getRecords(operation: ReadableOperation, body: JsonValue): JsonValue {
  const path = operation.record_extractor
  const matches = path === undefined ? [body] : matchJsonPath(path, body)
  const [first = null] = matches
  if (!LIST_ACTIONS.has(operation.action)) return wrapped(first)
  // `[*]` over one group yields its array, and over two groups two arrays. In both cases the records are the elements.
  if (path?.fans_out === true) return wrapped(matches.flat())
  if (first === null) return []
  return wrapped(Array.isArray(first) ? first : [first])
}

function wrapped(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return wrapOne(value)
  // Nearly always every element is an object already. Then the array is returned unchanged.
  return value.every(isRecord) ? value : value.map(wrapOne)
}

function wrapOne(value: JsonValue): JsonValue {
  return isRecord(value) ? value : { value }
}

function isRecord(value: JsonValue): boolean {
  return value === null || isJsonObject(value)
}
