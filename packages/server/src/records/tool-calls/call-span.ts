import { invalid } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import { firstIdAt } from '#platform/keyset'

const DAY_MS = 86_400_000
const MOST_DAYS = 92

/** Time span in equal parts. Milliseconds since the epoch. */
export interface CallSpan {
  readonly since: number
  readonly until: number
  readonly buckets: number
}

/** Reads the time span of a request. @throws BulkheadError `invalid_request` */
export function readSpan(
  { since, until }: { readonly since?: string; readonly until?: string },
  buckets: number,
): CallSpan {
  const end = until === undefined ? Date.now() : Date.parse(until)
  const begin = since === undefined ? end - DAY_MS : Date.parse(since)
  if (begin < end && end - begin <= MOST_DAYS * DAY_MS) return { since: begin, until: end, buckets }
  const message = `query.since must be before query.until, by ${MOST_DAYS} days at most`
  throw invalid('query.since', message)
}

/** Returns SQL for the number of the bucket that a call, as `c`, belongs to. */
export function toBucket({ since, until, buckets }: CallSpan) {
  if (buckets === 1) return sql<number>`0`
  const seconds = sql`date_part('epoch', c.at - ${new Date(since)}::timestamptz)`
  const width = (until - since) / buckets / 1000
  // Rounding must not result in a bucket after the last one.
  return sql<number>`least(floor(${seconds} / ${width}::float8)::integer, ${buckets - 1}::integer)`
}

/**
 * Returns the condition that calls, as `c`, are in a span. It compares their ids, because indexes are in the order of
 * ids.
 */
export function isInSpan({ since, until }: Pick<CallSpan, 'since' | 'until'>) {
  return sql<boolean>`(c.call_id >= ${firstIdAt(since)}::uuid and c.call_id < ${firstIdAt(until)}::uuid)`
}

/** Returns the times of the buckets for a response. */
export function getTimes({ since, until, buckets }: CallSpan) {
  return {
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    bucket_seconds: (until - since) / buckets / 1000,
  }
}
