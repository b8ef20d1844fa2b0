import type { ErrorCode } from '@bulkhead/contract/errors'
import { isUuid } from '#platform/identifiers'
import type { CalledService, RequestContext } from '#request/principal'
import type { Services } from './services.ts'

/** Outcome of a request, for every interface. */
export interface Outcome {
  readonly request_id: string
  /** `X-Request-Id` as the caller sent it. */
  readonly stated_id?: string | string[] | undefined
  readonly trace_id?: string | undefined
  readonly operation: string
  readonly status: number
  /** Code of the error that was sent. */
  readonly code?: ErrorCode | undefined
  readonly elapsedMs: number
  /** The caller, once known. */
  readonly context?: RequestContext | undefined
}

/** Counts and times requests. */
interface Metrics {
  observe(operation: string, status: number, seconds: number): void
}

/** Logs a request that ended, counts it, and records a refusal. @param metrics Default: it is not counted. */
export function recordOutcome(
  { log, refusals, definitions }: Pick<Services, 'log' | 'refusals' | 'definitions'>,
  outcome: Outcome,
  metrics?: Metrics,
): Promise<void> | undefined {
  const { operation, status, code, elapsedMs, context } = outcome
  const call = context?.notes?.call
  log.info(
    call === undefined ? accessLine(outcome) : { ...accessLine(outcome), ...callLine(call, definitions) },
    'answered',
  )
  metrics?.observe(operation, status, elapsedMs / 1000)
  return context && code && refusals.record(context, operation, code)
}

/** Members of a line of the log: ids and codes alone. */
function accessLine({
  request_id,
  stated_id,
  trace_id,
  operation,
  status,
  code,
  elapsedMs,
  context,
}: Outcome) {
  return {
    request_id,
    // A hint to find a request by: callers choose it, so nothing else carries it.
    ...(typeof stated_id === 'string' && isUuid(stated_id) && { caller_request_id: stated_id.toLowerCase() }),
    ...(trace_id !== undefined && { trace_id }),
    operation,
    ...(context && { source: context.source }),
    status,
    ...(code !== undefined && { code }),
    duration_ms: Math.round(elapsedMs * 10) / 10,
    ...(context && { organization_id: context.organization }),
    ...(context?.application !== undefined && { application_id: context.application }),
    ...(context?.person !== undefined && { person_id: context.person }),
    ...(context?.workspace !== undefined && { workspace_id: context.workspace }),
  }
}

/** Returns the called service and operation, by the names of its document, and the upstream status. */
function callLine(
  { definition_id, entity, action, upstream_status, upstream_ms }: CalledService,
  definitions: Services['definitions'],
) {
  return {
    ...(definition_id !== null && { service: definitions.byId(definition_id)?.slug ?? definition_id }),
    ...(entity !== null && { entity }),
    ...(action !== null && { action }),
    ...(upstream_status !== null && { upstream_status }),
    ...(upstream_ms !== null && { upstream_ms }),
  }
}
