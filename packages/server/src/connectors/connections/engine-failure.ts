import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { EngineError, type EngineErrorCode, isEngineError } from '@bulkhead/engine/errors'

/** Error code for each engine failure: one for both effects, or separate codes for reads and writes. */
const CODES: Record<EngineErrorCode, ErrorCode | { read: ErrorCode; write: ErrorCode }> = {
  document_invalid: 'internal',
  unknown_entity: 'unknown_operation',
  unknown_action: 'unknown_operation',
  unknown_parameter: 'invalid_params',
  missing_parameter: 'invalid_params',
  invalid_parameter: 'invalid_params',
  outside_reach: 'not_granted',
  credentials_mismatch: 'invalid_credentials',
  unknown_setting: 'invalid_configuration',
  missing_setting: 'invalid_configuration',
  invalid_setting: 'invalid_configuration',
  invalid_base_url: 'invalid_configuration',
  request_too_large: 'request_too_large',
  not_supported: 'not_supported',
  egress_refused: 'egress_refused',
  redirect_refused: 'egress_refused',
  unreachable: 'upstream_unreachable',
  connection_lost: { read: 'upstream_error', write: 'outcome_unknown' },
  timeout: { read: 'upstream_timeout', write: 'outcome_unknown' },
  response_too_large: { read: 'response_too_large', write: 'outcome_unknown' },
  response_unreadable: { read: 'upstream_error', write: 'outcome_unknown' },
  upstream_status: 'upstream_rejected',
}

/** Seconds to wait if the service limits calls without stating a time. */
const DEFAULT_RETRY_AFTER = 5

/**
 * Converts an engine failure to an error of the API. Clients repeat requests after 502, 503 or 504, so a write that may
 * have happened never gets one of these. The engine's error is not kept as the cause, because causes are logged and it
 * contains strings from the service.
 *
 * @param effect Effect of the operation, if a request was sent.
 * @param redact Applied to every string that may come from a service.
 */
export function engineFailure(
  error: unknown,
  effect: 'read' | 'write' = 'read',
  redact: (text: string) => string = (text) => text,
): unknown {
  if (!(error instanceof EngineError)) return error
  const message = redact(error.message)
  if (isEngineError(error, 'upstream_status')) return upstreamFailure(error, effect, redact)
  if (isEngineError(error, 'timeout') && !error.details.sent) {
    return new BulkheadError('upstream_unreachable', message)
  }
  const codes = CODES[error.code as EngineErrorCode]
  // A service often redirects to an object that it has just created.
  const mayBeDone = isEngineError(error, 'redirect_refused') && error.details.may_be_done
  const code = mayBeDone ? 'outcome_unknown' : typeof codes === 'string' ? codes : codes[effect]
  return new BulkheadError(code, message, {
    details: [
      {
        field: getField(error),
        message,
        ...(error.details !== undefined && { details: { ...error.details } }),
      },
    ],
  })
}

function upstreamFailure(
  error: EngineError<'upstream_status'>,
  effect: 'read' | 'write',
  redact: (text: string) => string,
) {
  const { status, upstream_message, retry_after_seconds } = error.details
  const failed = effect === 'read' ? 'upstream_error' : 'outcome_unknown'
  const code = status === 429 ? 'upstream_rate_limited' : status >= 500 ? failed : 'upstream_rejected'
  const message = redact(error.message)
  return new BulkheadError(code, message, {
    ...(status === 429 && { retryAfter: Math.max(1, Math.ceil(retry_after_seconds ?? DEFAULT_RETRY_AFTER)) }),
    details: [
      {
        field: null,
        message,
        details: { upstream_status: status, upstream_message: redact(upstream_message) },
      },
    ],
  })
}

/** Returns the HTTP status of the service's response, if the error is about that. */
export function getUpstreamStatus(error: unknown): number | undefined {
  const status = error instanceof BulkheadError ? error.details[0]?.details?.upstream_status : undefined
  return typeof status === 'number' ? status : undefined
}

function getField({ details }: EngineError): string | null {
  if (details === undefined) return null
  if ('parameter' in details) return `body.params.${details.parameter}`
  if ('entity' in details) return 'body.entity'
  if ('action' in details) return 'body.action'
  if ('setting' in details) return `body.replication_config.${details.setting}`
  return null
}
