import { BulkheadError } from '@bulkhead/contract/errors'
import { createCache } from '#platform/cache/create-cache'
import type { Log } from '#platform/log'
import type { Allowance, RateLimiter } from './rate-limiter.ts'
import type { Count, Counter } from './shared-counter.ts'

const REMEMBERED = 50_000
export const RATE_WINDOW_MS = 1_000
/**
 * A process claims the unclaimed requests of a window divided by this, or as many as wait if those are more. So claims
 * shrink, and processes leave few of them unused.
 */
const PART = 10
/** Milliseconds after which the counter is tried again if it could not be reached. */
const AWAY_MS = 1_000
/** Milliseconds after the end of a window in which the counter may still answer. Later, it counts as unreachable. */
const ANSWER_WITHIN_MS = 500

/** Share of an organization's current window that this process has claimed. */
interface Lease {
  /** End of the window, by {@link now}. */
  endsAt: number
  /** Number of requests that this process may still let through. */
  left: number
  /** Number of unclaimed requests, as far as this process knows. */
  unclaimed: number
  /** Set while the process requests a larger share. Resolves to whether the counter answered. */
  asking?: Promise<boolean> | undefined
  /** Number of requests that wait for a larger share. */
  waiting: number
}

/** Options of {@link createSharedRateLimiter}. */
export interface SharedRateLimiterOptions {
  /** Counter over windows of {@link RATE_WINDOW_MS}. */
  readonly counter: Counter
  readonly log: Pick<Log, 'warn'>
  /** Returns the number of running processes, this one included. */
  readonly countProcesses: () => number
  readonly now?: () => number
}

/**
 * Creates a rate limiter that counts the requests of each organization to all processes together. A process claims a
 * part of the remaining requests of a second and lets requests through on it. If a large quota is used up, this takes
 * about thirty queries per second. If the quota is one request, it takes one query per request.
 *
 * While the counter cannot be reached or is slow, each process lets an equal part of the quota through.
 */
export function createSharedRateLimiter({
  counter,
  log,
  countProcesses,
  now = performance.now.bind(performance),
}: SharedRateLimiterOptions): RateLimiter {
  const leases = createCache<Lease>({
    name: 'request_leases',
    key: 'organization',
    max: REMEMBERED,
    invalidatedBy: 'nothing',
  })
  let awayUntil = Number.NEGATIVE_INFINITY

  async function ask(lease: Lease, organization: string, perSecond: number): Promise<void> {
    const leftMs = lease.endsAt - now()
    const isOver = leftMs <= 0
    const most = isOver ? perSecond : lease.unclaimed
    // Otherwise, a slow counter would let fewer requests through than come, and ever more would wait.
    const wanted = Math.max(1, Math.floor(most / PART), Math.min(most, lease.waiting))
    // Without an answer, a process could only refuse in a window that goes on, so it waits for the end first.
    const withinMs = Math.max(0, leftMs) + ANSWER_WITHIN_MS
    const { count, endsInMs } = await inTime(counter.count(organization, wanted), withinMs)
    // The first process that counts in a window begins the window.
    if (isOver || count === wanted) lease.left = 0
    const granted = Math.max(0, Math.min(wanted, perSecond - (count - wanted)))
    lease.left += granted
    lease.unclaimed = Math.max(0, perSecond - count)
    lease.endsAt = now() + endsInMs
  }

  function answer(lease: Lease, allowed: boolean): Allowance {
    const seconds = Math.max(1, Math.ceil((lease.endsAt - now()) / 1000))
    return { allowed, remaining: allowed ? lease.left + lease.unclaimed : 0, seconds }
  }

  function use(lease: Lease): Allowance {
    lease.left -= 1
    return answer(lease, true)
  }

  async function take(organization: string, perSecond: number): Promise<Allowance> {
    const lease = leases.get(organization) ?? { endsAt: 0, left: 0, unclaimed: 0, waiting: 0 }
    leases.set(organization, lease)
    for (;;) {
      if (now() < lease.endsAt) {
        if (lease.left > 0) return use(lease)
        if (lease.unclaimed === 0) return answer(lease, false)
      }
      if (now() < awayUntil) {
        // Other processes may have taken the rest of the window, which has not ended yet.
        if (now() < lease.endsAt) return answer(lease, false)
        lease.left = Math.max(1, Math.floor(perSecond / countProcesses()))
        lease.unclaimed = 0
        lease.endsAt = now() + RATE_WINDOW_MS
        continue
      }
      lease.waiting += 1
      lease.asking ??= ask(lease, organization, perSecond)
        .then(() => true)
        .catch((error: unknown) => {
          awayUntil = now() + AWAY_MS
          log.warn(
            { code: (error as { code?: string }).code },
            'request quotas cannot be counted across processes; each process continues with its share',
          )
          return false
        })
        .finally(() => {
          lease.asking = undefined
        })
      const isAnswered = await lease.asking
      lease.waiting -= 1
      // The window may have ended before the answer came. If the next one did too, requests would never get through.
      if (isAnswered && lease.left > 0) return use(lease)
    }
  }
  return { take }
}

/** @throws BulkheadError `unavailable` if the counter does not answer in time. */
async function inTime(counted: Count | Promise<Count>, withinMs: number): Promise<Count> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(new BulkheadError('unavailable', 'The request counter did not respond in time.'))
  }, withinMs)
  try {
    return await Promise.race([counted, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
