import type { BulkheadError, ErrorCode } from '@bulkhead/contract/errors'
import type { CallToolResult } from '@modelcontextprotocol/server'
import { asBulkheadError } from '#http/to-reply'
import { secondsText } from '#platform/seconds-text'
import { asThirdPartyData } from './third-party-data.ts'

/** Advice to a model about errors whose message does not say how to continue. */
const ADVICE: Partial<Record<ErrorCode, string>> = {
  unknown_operation: 'Call describe_connector to see the entities and actions there are.',
  invalid_params: 'Call describe_connector with the entity to see the exact parameters.',
  connector_not_found: 'Call list_connectors to see the connectors there are.',
  workspace_not_found: 'Tell the person that there is no such workspace.',
  not_permitted: 'This connection may not do that; another call will not help. who_am_i says what it may.',
  not_granted: 'This is not allowed here; another call will not help. who_am_i says what is.',
  workspace_inactive: 'Tell the person that the workspace has to be activated.',
  needs_reauthentication: 'Other input will not help: tell the person to connect the service again.',
  invalid_configuration:
    'Other input will not help: tell the person that the connector has to be set up again.',
  outcome_unknown: 'It may have happened. Look at the present state before trying again.',
  idempotency_outcome_unknown: 'It may have happened. Look at the present state before trying again.',
  response_too_large: 'Ask for less: a smaller limit, or one record.',
  upstream_error: 'The service has a problem of its own. Try again later, or tell the person.',
  upstream_timeout: 'Ask for less at once, or try again later.',
}

/**
 * Key in `_meta` of the error for programs. The error is not in `structuredContent`, because some clients validate that
 * against the tool's output schema even for an error, and then report the schema error alone.
 */
export const ERROR_META = 'bulkhead/error'

/** Returns the result of a tool that failed: a message that a model can act on, and the same error for programs. */
export function toolError(thrown: unknown, request_id: string): CallToolResult {
  const error = asBulkheadError(thrown)
  const { code, retryAfter } = error
  const upstream = error.details.map(({ details }) => details?.upstream_message).find(isText)
  const faults = error.details.flatMap(({ field, message }) =>
    field === null ? [] : [{ field: toArgument(field), message: message.replace(field, toArgument(field)) }],
  )
  const advice =
    retryAfter === undefined ? ADVICE[code] : `Try again after ${secondsText(retryAfter)}, not before.`
  const lines = [
    `The call failed (${code}): ${upstream === undefined ? saidWithoutParts(error) : getStatus(error)}`,
    ...faults.filter(({ message }) => !error.message.includes(message)).map(({ message }) => `- ${message}`),
    ...(advice === undefined ? [] : [advice]),
    ...(code === 'internal' ? [`Tell the person this request id: ${request_id}`] : []),
  ]
  return {
    isError: true,
    content: [
      { type: 'text', text: lines.join('\n') },
      ...(upstream === undefined
        ? []
        : [{ type: 'text' as const, text: asThirdPartyData('What the service said', upstream) }]),
    ],
    _meta: {
      [ERROR_META]: {
        code,
        request_id,
        errors: faults,
        ...(retryAfter !== undefined && { retry_after: retryAfter }),
        ...(advice !== undefined && { advice }),
      },
    },
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** Converts the name of a field to that of an argument, without the part of an HTTP request that precedes it. */
function toArgument(field: string): string {
  return field.replace(/^(body|query|path|params)\./, '')
}

function saidWithoutParts({ message }: BulkheadError): string {
  return message.replaceAll(/(?<![\w.])(body|query|path)\.(?=\w)/g, '')
}

/** Returns a sentence with the upstream's HTTP status. Its message is shown separately. */
function getStatus({ details }: BulkheadError): string {
  const status = details.map((detail) => detail.details?.upstream_status).find((one) => one !== undefined)
  return `The service responded with the HTTP status ${status}.`
}
