import { BulkheadError } from '@bulkhead/contract/errors'
import type { Counter } from '#access/limits/shared-counter'
import { createCache } from '#platform/cache/create-cache'
import { clientNetwork } from '#platform/client-network'
import { secondsText } from '#platform/seconds-text'

/** Window in which attempts are counted. */
export const ATTEMPTS_WINDOW_MS = 600_000
const PER_ADDRESS = 60
const PER_ACCOUNT_AND_ADDRESS = 10
/** Limit from all addresses together. It slows distributed guessing, and blocks a person for ten minutes at most. */
const PER_ACCOUNT = 100
/** Passwords checked at the same time. Checking one takes 16 MB and tens of milliseconds of a thread. */
const CHECKED_AT_ONCE = 2
const WAITING = 20
/**
 * Milliseconds for which a process remembers that a limit was exceeded, without asking the shared counter. Longer, and
 * attempts that were counted only while others were checked would stay refused.
 */
const REMEMBERED_MS = 1_000
const MOST_REFUSED = 10_000

/** Limiter of attempts to guess passwords. */
export interface AttemptLimiter {
  /**
   * Runs `check`. The attempt counts as failed if `check` returns undefined. It does not count if `check` throws, since
   * then nothing was learned about the password.
   *
   * @param account Account whose password is checked; undefined if its name is too long to be guessed from many
   *   addresses.
   * @throws BulkheadError `rate_limited` if too many attempts failed before. `check` does not run then: if the right
   *   password were accepted, guessing would pay.
   */
  attempt<T>(
    address: string,
    account: string | undefined,
    check: () => Promise<T | undefined>,
  ): Promise<T | undefined>
  /**
   * Like {@link attempt}, for a sign-in that a provider checks. Only the address is counted, since no password is guessed.
   *
   * @throws BulkheadError `rate_limited`
   */
  attemptElsewhere<T>(address: string, check: () => Promise<T | undefined>): Promise<T | undefined>
}

/** @param attempts Counter over {@link ATTEMPTS_WINDOW_MS}. The number of concurrent checks is limited per process. */
export function createAttemptLimiter(attempts: Counter, now = Date.now): AttemptLimiter {
  const waiting: (() => void)[] = []
  const refused = createCache<{ readonly until: number; readonly endsAt: number }>({
    name: 'refused_sign_ins',
    key: 'network or account',
    max: MOST_REFUSED,
    ttlMs: REMEMBERED_MS,
    invalidatedBy: 'nothing',
  })
  let checking = 0

  /**
   * Counts an attempt before its result is known, so that concurrent attempts cannot get around the limit. Stops at the
   * first limit that is exceeded: otherwise attempts with invented names would fill the table.
   */
  async function count(limits: readonly Limit[]) {
    for (const [key, most] of limits) {
      const { count, endsInMs } = await attempts.count(key)
      if (count <= most) continue
      refused.set(key, { until: now() + REMEMBERED_MS, endsAt: now() + endsInMs })
      throw tooMany(Math.ceil(endsInMs / 1000))
    }
  }

  /** Refuses what was refused a moment ago, before it costs a query. */
  function assertNotRefused(limits: readonly Limit[]) {
    for (const [key] of limits) {
      const known = refused.get(key)
      if (known !== undefined && known.until > now()) throw tooMany(Math.ceil((known.endsAt - now()) / 1000))
    }
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (checking >= CHECKED_AT_ONCE) {
      if (waiting.length >= WAITING) throw tooMany(1)
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      checking += 1
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) checking -= 1
      else next()
    }
  }

  async function counted<T>(limits: readonly Limit[], check: () => Promise<T | undefined>) {
    assertNotRefused(limits)
    await count(limits)
    let isWrong = false
    try {
      const response = await check()
      isWrong = response === undefined
      return response
    } finally {
      if (!isWrong) for (const [key] of limits) await attempts.uncount(key)
    }
  }

  return {
    attempt: (address, account, check) =>
      counted(getLimits(clientNetwork(address), account), () => inTurn(check)),
    attemptElsewhere: (address, check) => counted(getLimits(clientNetwork(address), undefined), check),
  }
}

type Limit = readonly [key: string, most: number]

function getLimits(network: string, account: string | undefined): readonly Limit[] {
  const ofNetwork: Limit = [`address ${network}`, PER_ADDRESS]
  if (account === undefined) return [ofNetwork]
  return [
    ofNetwork,
    [`both ${network} ${account}`, PER_ACCOUNT_AND_ADDRESS],
    [`account ${account}`, PER_ACCOUNT],
  ]
}

function tooMany(retryAfter: number): BulkheadError {
  return new BulkheadError(
    'rate_limited',
    `Too many sign-in attempts. Try again in ${secondsText(retryAfter)}.`,
    { retryAfter },
  )
}
