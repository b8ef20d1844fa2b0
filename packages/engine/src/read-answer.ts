import type { JsonValue, MetaSource, Operation } from '#definition'
import { EngineError } from '#errors'
import { ownMember } from '#json-object'
import { matchJsonPath } from '#json-path'
import { linkTarget } from '#link-header'
import { parseBody } from '#parse-body'
import { recordsOf } from '#records'
import type { UpstreamAnswer } from '#send-request'
import { cut, messageIn, type Redact, retryAfterSeconds } from '#upstream-error'

/** What a call gives. */
export interface Result {
  /** An array for `list` and `api_search`; an object, an array or null for the other actions. */
  readonly result: JsonValue
  /** The operation's metadata by name, null where the answer has none; null if it declares none. */
  readonly connector_metadata: { readonly [name: string]: JsonValue } | null
}

/**
 * Reads an upstream's answer as the operation's document says.
 *
 * @param redact Applied to the message of an error before it is cut. The result is left as it is.
 * @throws {EngineError} `upstream_status` for a status that is no success and for an error that the
 *   service reports inside one; `response_unreadable` for a body that is not JSON in UTF-8.
 */
export function readAnswer(
  operation: Operation,
  answer: UpstreamAnswer,
  redact: Redact = (text) => text,
): Result {
  if (answer.status < 200 || answer.status >= 300) throw statusError(answer, redact)
  const body = parseBody(answer)
  if (body === undefined) {
    const isList = operation.action === 'list' || operation.action === 'api_search'
    return { result: isList ? [] : {}, connector_metadata: metaOf(operation, answer, null) }
  }
  refuseReportedError(operation, answer, body, redact)
  return { result: recordsOf(operation, body), connector_metadata: metaOf(operation, answer, body) }
}

function statusError(answer: UpstreamAnswer, redact: Redact) {
  const upstream_message = messageIn(answer, redact)
  const seconds = retryAfterSeconds(answer.headers['retry-after'], answer.received_at)
  return new EngineError('upstream_status', `The upstream answered ${answer.status}: ${upstream_message}`, {
    status: answer.status,
    ...(seconds !== undefined && { retry_after_seconds: seconds }),
    upstream_message,
  })
}

function refuseReportedError(
  operation: Operation,
  answer: UpstreamAnswer,
  body: JsonValue,
  redact: Redact,
): void {
  const check = operation.error_check
  if (check === undefined || ownMember(body, check.field) !== check.on_value) return
  const text = check.message_field === undefined ? undefined : ownMember(body, check.message_field)
  const upstream_message =
    typeof text === 'string' && text !== '' ? cut(redact(text)) : 'an error without a message'
  throw new EngineError('upstream_status', `The upstream reported: ${upstream_message}`, {
    status: answer.status,
    upstream_message,
  })
}

function metaOf(operation: Operation, answer: UpstreamAnswer, body: JsonValue): Result['connector_metadata'] {
  if (operation.meta_extractor === undefined) return null
  const pairs = [...operation.meta_extractor].map(
    ([name, source]) => [name, metaValue(source, answer, body)] as const,
  )
  return Object.fromEntries(pairs)
}

function metaValue(source: MetaSource, answer: UpstreamAnswer, body: JsonValue): JsonValue {
  switch (source.from) {
    case 'body':
      return matchJsonPath(source.path, body)[0] ?? null
    case 'link':
      return linkTarget(answer.headers.link, source.rel) ?? null
    case 'header':
      return Object.hasOwn(answer.headers, source.name) ? (answer.headers[source.name] ?? null) : null
  }
}
