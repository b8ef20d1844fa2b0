import { BulkheadError } from '@bulkhead/contract/errors'
import { BODY_BOUNDS } from '@bulkhead/contract/operation'
import { type CalledOperation, getField } from '@bulkhead/contract/values/get-field'
import { getSqlstate } from '#platform/database/schema/sqlstate'

/** Error response of the server. */
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
 * Converts any thrown value to the error response of the API. An unforeseen error becomes `internal`, without details.
 *
 * @param called Operation that was called, if known.
 * @param authorization `Authorization` header of the caller.
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

/**
 * Returns the challenge of a 401, which says how to authenticate. Only a caller that sent a token gets the reason (RFC
 * 6750 §3).
 */
function challengeFor(authorization: string | undefined): string {
  return /^bearer(\s|$)/i.test(authorization ?? '') ? 'Bearer error="invalid_token"' : 'Bearer'
}

/**
 * Converts any thrown value to the error of the response.
 *
 * @param bodyLimit Maximum bytes of a body of the route.
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
 * Returns what the log contains about an error in addition to its code: the cause, or the error itself if it is
 * unforeseen. The messages of other errors are left out, because they may contain what a service wrote.
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
  FST_ERR_BAD_URL: () => new BulkheadError('route_not_found', 'The path is not encoded correctly.'),
  FST_ERR_MAX_PARAM_LENGTH: () =>
    new BulkheadError('route_not_found', 'No part of a path may have more than 1024 characters.'),
}
