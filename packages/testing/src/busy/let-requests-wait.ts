import { LANES } from '@bulkhead/server/platform/database/lanes'

const USUAL = { requests: { ...LANES.requests }, lists: { ...LANES.lists } }

/**
 * Lets the requests of this process wait for the database as long as they must, until {@link limitRequests}. For suites
 * that make them wait, or work much, on purpose: a machine that pauses must not end them.
 */
export function letRequestsWait(): void {
  for (const lane of [LANES.requests, LANES.lists])
    Object.assign(lane, { statementMs: 60_000, lockMs: 60_000, deadlineMs: 60_000 })
}

/** Gives the requests of this process their usual time limits again. */
export function limitRequests(): void {
  Object.assign(LANES.requests, USUAL.requests)
  Object.assign(LANES.lists, USUAL.lists)
}
