import type { ErrorCode } from '@bulkhead/contract/errors'
import { isUuid } from '#platform/identifiers'
import type { Act } from '#request/principal'

/** What the log says of one answer, whatever interface it was given by. */
export interface Answered {
  readonly request_id: string
  /** `X-Request-Id` as the caller sent it. */
  readonly stated_id?: string | string[] | undefined
  readonly trace_id?: string | undefined
  readonly operation: string
  readonly status: number
  /** Of the error that was answered. */
  readonly code?: ErrorCode | undefined
  readonly elapsedMs: number
  /** Who called, once that is known. */
  readonly act?: Act | undefined
}

/** The members of a line `answered`: ids and codes alone. */
export function answerLine({
  request_id,
  stated_id,
  trace_id,
  operation,
  status,
  code,
  elapsedMs,
  act,
}: Answered) {
  return {
    request_id,
    // A hint to find a request by: callers choose it, so nothing else carries it.
    ...(typeof stated_id === 'string' && isUuid(stated_id) && { caller_request_id: stated_id.toLowerCase() }),
    ...(trace_id !== undefined && { trace_id }),
    operation,
    ...(act && { source: act.source }),
    status,
    ...(code !== undefined && { code }),
    duration_ms: Math.round(elapsedMs * 10) / 10,
    ...(act && { organization_id: act.organization }),
    ...(act?.application !== undefined && { application_id: act.application }),
    ...(act?.person !== undefined && { person_id: act.person }),
    ...(act?.workspace !== undefined && { workspace_id: act.workspace }),
  }
}
