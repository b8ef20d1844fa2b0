import { LANES } from '@bulkhead/server/platform/database/lanes'

const USUAL = { ...LANES.requests }

/**
 * Lets the requests of this process wait for the database as long as they must, until {@link limitRequests}. For suites
 * that make them wait, or work much, on purpose: a machine that pauses must not end them.
 */
export function letRequestsWait(): void {
  Object.assign(LANES.requests, { statementMs: 60_000, lockMs: 60_000, deadlineMs: 60_000 })
}

/** Gives the requests of this process their usual time limits again. */
export function limitRequests(): void {
  Object.assign(LANES.requests, USUAL)
}
