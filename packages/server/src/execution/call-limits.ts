import { BulkheadError } from '@bulkhead/contract/errors'
import type { QueueErrors, QueueLimits } from './fair-queue.ts'

/** Ratios of the limits: organization limit = 8 × workspace limit, total limit = 2 × organization limit. */
const [OF_ORGANIZATION, OF_ALL] = [8, 2]
/** Workspaces without a call in progress that one organization has room for, whatever the others of it do. */
const LEAST_RESERVE = 8

/** Limits of calls in progress at services, from those of one workspace. */
export function callLimits(workspace: number, waiting: number): QueueLimits {
  const organization = OF_ORGANIZATION * workspace
  const reserve = 2 * Math.max(workspace, LEAST_RESERVE)
  return { workspace, organization, total: OF_ALL * organization, reserve, waiting }
}

/** Limits of downloads, which last for as long as they are read, and so may not take the slots of calls. */
export function downloadLimits({ workspace, waiting }: QueueLimits): QueueLimits {
  return callLimits(Math.ceil(workspace / 8), waiting)
}

/** Refusals of calls and downloads. Nothing was sent then. */
export const CALL_ERRORS: QueueErrors = {
  tooMany: ({ workspace, waiting }) =>
    busy(
      `The workspace has ${workspace} calls in progress and ${waiting} waiting, which is as many as one may have.`,
    ),
  tooLate: () =>
    busy('So many calls are in progress that this one did not get its turn in time. Nothing was sent.'),
  // Nobody reads this; it is recorded.
  givenUp: () => new BulkheadError('upstream_unreachable', 'The call was given up before it was sent.'),
}

function busy(message: string): BulkheadError {
  return new BulkheadError('workspace_busy', message, { retryAfter: 1 })
}
