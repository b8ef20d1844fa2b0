import { BulkheadError } from '@bulkhead/contract/errors'
import type { QueueErrors, QueueLimits } from './fair-queue.ts'

/** Ratios of the limits: organization limit = 8 × workspace limit, total limit = 2 × organization limit. */
const [OF_ORGANIZATION, OF_ALL] = [8, 2]
/** Minimum number of workspaces without a call in progress for which an organization keeps a slot free. */
const LEAST_RESERVE = 8

/** Returns the limits of calls in progress, computed from the limit of one workspace. */
export function callLimits(workspace: number, waiting: number): QueueLimits {
  const organization = OF_ORGANIZATION * workspace
  const reserve = 2 * Math.max(workspace, LEAST_RESERVE)
  return { workspace, organization, total: OF_ALL * organization, reserve, waiting }
}

/** Returns the limits of downloads. A download lasts as long as its caller reads, so it may not take a call's slot. */
export function downloadLimits({ workspace, waiting }: QueueLimits): QueueLimits {
  return callLimits(Math.ceil(workspace / 8), waiting)
}

/** Errors of calls and downloads that get no slot. Nothing was sent to the service. */
export const CALL_ERRORS: QueueErrors = {
  tooMany: ({ workspace, waiting }) =>
    busy(`The workspace has ${workspace} calls in progress and ${waiting} waiting, which is its limit.`),
  tooLate: () =>
    busy("Too many calls are in progress, and this one's turn did not come in time. Nothing was sent."),
  // The caller has disconnected, so this error only appears in the record of calls.
  givenUp: () => new BulkheadError('upstream_unreachable', 'The caller gave up before the call was sent.'),
}

function busy(message: string): BulkheadError {
  return new BulkheadError('workspace_busy', message, { retryAfter: 1 })
}
