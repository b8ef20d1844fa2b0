import { invalid } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import { firstIdAt } from '#platform/keyset'

const DAY_MS = 86_400_000
const MOST_DAYS = 92

/** A span of time in equal parts. Milliseconds since the epoch. */
export interface CallSpan {
  readonly since: number
  readonly until: number
  readonly buckets: number
}

/** Reads the span that a request asks for. @throws BulkheadError `invalid_request` */
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

/** Number of the bucket that a call, as `c`, is in. */
export function toBucket({ since, until, buckets }: CallSpan) {
  const seconds = sql`date_part('epoch', c.at - ${new Date(since)}::timestamptz)`
  const width = (until - since) / buckets / 1000
  // Rounding must not make a bucket behind the last.
  return sql<number>`least(floor(${seconds} / ${width}::float8)::integer, ${buckets - 1}::integer)`
}

/** The condition that calls, as `c`, are in a span: by their ids, which indexes are in the order of. */
export function isInSpan({ since, until }: Pick<CallSpan, 'since' | 'until'>) {
  return sql<boolean>`(c.call_id >= ${firstIdAt(since)}::uuid and c.call_id < ${firstIdAt(until)}::uuid)`
}

/** Times of the buckets, as a response has them. */
export function getTimes({ since, until, buckets }: CallSpan) {
  return {
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    bucket_seconds: (until - since) / buckets / 1000,
  }
}
