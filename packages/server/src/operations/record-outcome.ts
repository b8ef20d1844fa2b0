import type { ErrorCode } from '@bulkhead/contract/errors'
import type { RequestContext } from '#access/request/principal'
import { isUuid } from '#platform/identifiers'
import { createDurations } from '#platform/metrics/durations'
import { createTally } from '#platform/metrics/tally'
import type { Services } from './services.ts'

/** Outcome of a request, through any interface. */
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

/** Limits of the labels in the metrics. There are fewer operations, and each has few statuses. */
const MOST_OPERATIONS = 1_000
const MOST_COMBINATIONS = 10_000

const requests = createTally({
  name: 'bulkhead_requests_total',
  help: 'Responses sent, by operation and status.',
  labels: ['operation', 'status'],
  most: MOST_COMBINATIONS,
})
const durations = createDurations({
  name: 'bulkhead_request_duration_seconds',
  help: 'Time to respond to a request, including the service.',
  label: 'operation',
  bounds: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
  most: MOST_OPERATIONS,
})

type OutcomeServices = Pick<Services, 'log' | 'refusals'>

/** Counts and logs a request that ended. If the request was refused, records the refusal. */
export function recordOutcome(services: OutcomeServices, outcome: Outcome): Promise<void> | undefined {
  const { operation, status, elapsedMs } = outcome
  requests.add([operation, String(status)])
  durations.observe(operation, elapsedMs / 1000)
  return logOutcome(services, outcome)
}

/** Logs a request whose operations were counted separately. If the request was refused, records the refusal. */
export function logOutcome({ log, refusals }: OutcomeServices, outcome: Outcome): Promise<void> | undefined {
  const { operation, code, context } = outcome
  log.info({ ...accessLine(outcome), ...callLine(context?.notes) }, 'answered')
  return context && code && refusals.record(context, operation, code)
}

/** Returns the members of an access log line, which are only ids and codes. */
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
    // Helps to find a request in the log. The caller chooses this id, so it is used for nothing else.
    ...(typeof stated_id === 'string' && isUuid(stated_id) && { caller_request_id: stated_id.toLowerCase() }),
    ...(trace_id !== undefined && { trace_id }),
    ...(context?.span !== undefined && { trace_id: context.span.trace_id, span_id: context.span.span_id }),
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

/** Returns the called service and operation, named as in its document, and the upstream status. */
function callLine({ service, call }: NonNullable<RequestContext['notes']> = {}) {
  if (call === undefined) return undefined
  const { entity, action, upstream_status, upstream_ms } = call
  return {
    ...(service !== undefined && { service }),
    ...(entity !== null && { entity }),
    ...(action !== null && { action }),
    ...(upstream_status !== null && { upstream_status }),
    ...(upstream_ms !== null && { upstream_ms }),
  }
}
