import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { EngineError, type EngineErrorCode, isEngineError } from '@bulkhead/engine/errors'

/** Error code of each engine failure: one for both effects, or one each for reads and writes. */
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

/** Seconds to wait when the upstream limits calls without a time. */
const DEFAULT_RETRY_AFTER = 5

/**
 * Turns a failure of the engine into the API's error. Clients repeat what is answered by 502, 503 or 504, so
 * a write that may have happened is never one of these. The engine's error is not kept as the cause: causes
 * are logged, and it holds what the upstream wrote.
 *
 * @param effect Of the operation, where one was sent.
 * @param redact Applied to every text that an upstream may have written.
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
  // A service that made something often redirects to it.
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

/** The HTTP status that the service answered with, where an error is about that. */
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
