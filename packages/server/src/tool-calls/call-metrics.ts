import { BulkheadError } from '@bulkhead/contract/errors'
import { createDurations } from '#platform/metrics/durations'
import { createTally } from '#platform/metrics/tally'
import type { ObservedCall } from './observed-call.ts'

/** Maximum number of label combinations: 40 services with 30 operations each and four outcomes. */
const MOST_COMBINATIONS = 5_000
const MOST_SERVICES = 500
const NONE = 'none'

/** Counter of executions. It has the definition id of the service, and is shown with its name. */
const executions = createTally({
  name: 'bulkhead_executions_total',
  help: 'Calls of services, by outcome: ok, or the code of the error.',
  labels: ['service', 'entity', 'action', 'outcome'],
  most: MOST_COMBINATIONS,
})
const responses = createTally({
  name: 'bulkhead_upstream_responses_total',
  help: 'Last responses of services to calls, by HTTP status; none where there was none.',
  labels: ['service', 'status'],
  most: MOST_COMBINATIONS,
})
const durations = createDurations({
  name: 'bulkhead_upstream_duration_seconds',
  help: 'Time that services took to respond, repeated requests included.',
  label: 'service',
  bounds: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  most: MOST_SERVICES,
})

/** Counts a call that ended. @param thrown Error of the call. Undefined on success. */
export function countCall(observed: ObservedCall, thrown: unknown): void {
  const service = observed.definition_id ?? NONE
  const outcome = thrown === undefined ? 'ok' : thrown instanceof BulkheadError ? thrown.code : 'internal'
  executions.add([service, observed.entity ?? NONE, observed.action ?? NONE, outcome])
  if (observed.upstream_ms === null) return
  responses.add([service, observed.upstream_status === null ? NONE : String(observed.upstream_status)])
  durations.observe(service, observed.upstream_ms / 1000)
}
