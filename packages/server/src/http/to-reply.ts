import { BulkheadError } from '@bulkhead/contract/errors'
import { BODY_BOUNDS } from '@bulkhead/contract/operation'
import { type CalledOperation, getField } from '@bulkhead/contract/values/get-field'
import { getSqlstate } from '#platform/database/schema/sqlstate'

/** An error as it leaves the server. */
export interface ErrorReply {
  status: number
  headers: Record<string, string>
  body: {
    message: string
    code: string
    request_id: string
    errors: {
      field: string
      message: string
      error_code: string
      details: Record<string, unknown> | null
    }[]
  }
}

/**
 * Renders anything thrown in the API's envelope; the unforeseen shows only `internal`.
 *
 * @param called What was called, if it came so far.
 * @param authorization The header by which the caller authenticated.
 */
export function toReply(
  thrown: unknown,
  request_id: string,
  called?: CalledOperation,
  authorization?: string,
): ErrorReply {
  const error = asBulkheadError(thrown)
  return {
    status: error.status,
    headers: {
      ...(error.retryAfter !== undefined && { 'retry-after': String(error.retryAfter) }),
      ...(error.code === 'unauthenticated' && { 'www-authenticate': challengeFor(authorization) }),
    },
    body: {
      message: error.message,
      code: error.code,
      request_id,
      errors: error.details.map(({ field, message, details }) => ({
        field: field ?? getField(error.code, called),
        message,
        error_code: error.code,
        details: details ?? null,
      })),
    },
  }
}

/** RFC 6750 §3: a 401 says how to authenticate, and what was wrong only to who sent a token. */
function challengeFor(authorization: string | undefined): string {
  return /^bearer(\s|$)/i.test(authorization ?? '') ? 'Bearer error="invalid_token"' : 'Bearer'
}

/**
 * The error that is answered for anything thrown.
 *
 * @param bodyLimit Bytes that a body of the route may have.
 */
export function asBulkheadError(thrown: unknown, bodyLimit: number = BODY_BOUNDS.bytes): BulkheadError {
  if (thrown instanceof BulkheadError) return thrown
  const framework = FRAMEWORK_ERRORS[(thrown as { code?: string } | null)?.code ?? '']
  if (framework !== undefined) return framework(bodyLimit)
  const { statusCode } = (thrown ?? {}) as { statusCode?: number }
  if (statusCode === 400 && getSqlstate(thrown) === undefined) {
    return new BulkheadError('malformed_json', 'The body is not valid JSON.')
  }
  return new BulkheadError('internal', 'Something went wrong on this server. Report the request id.', {
    cause: thrown,
  })
}

/**
 * Returns what the log says of an error besides its code: the cause, or the error itself if it is unforeseen. The message of
 * any other one may repeat what a service wrote.
 */
export function getLoggedCause(error: BulkheadError): unknown {
  return error.cause ?? (error.code === 'internal' ? error : undefined)
}

const FRAMEWORK_ERRORS: Record<string, (bodyLimit: number) => BulkheadError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: (bodyLimit) =>
    new BulkheadError('body_too_large', `The body is larger than ${bodyLimit / 1_048_576} MiB.`),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new BulkheadError('unsupported_media_type', 'Send the body as application/json.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new BulkheadError('malformed_request', 'Content-Length is not the length of the body.'),
  FST_ERR_BAD_URL: () => new BulkheadError('route_not_found', 'The path is not validly encoded.'),
  FST_ERR_MAX_PARAM_LENGTH: () =>
    new BulkheadError('route_not_found', 'No path has a part of more than 1024 characters.'),
}
