import { BulkheadError } from '@bulkhead/contract/errors'
import { secondsText } from '#seconds-text'
import { createWindowCounter } from '#window-counter'

const WINDOW_MS = 600_000
const PER_ADDRESS = 60
const PER_ACCOUNT_AND_ADDRESS = 10
/** From all addresses together: it slows those who guess from many, and a person by ten minutes at most. */
const PER_ACCOUNT = 100
const REMEMBERED = 50_000
/** A password costs 16 MB and tens of milliseconds of a thread to check. */
const CHECKED_AT_ONCE = 2
const WAITING = 20

/** Holds back those who guess passwords, in this process. */
export interface AttemptLimiter {
  /**
   * Runs `check`, counting it as failed unless it answers something.
   *
   * @throws BulkheadError `rate_limited` when too many failed before, without running `check`: the right password
   *   is refused as well, or guessing would be worth it.
   */
  attempt<T>(address: string, account: string, check: () => Promise<T | undefined>): Promise<T | undefined>
}

export function createAttemptLimiter(now: () => number = Date.now): AttemptLimiter {
  const attempts = createWindowCounter(WINDOW_MS, REMEMBERED, now)
  const waiting: (() => void)[] = []
  let checking = 0

  /** Counted before it is known how it ends, so that many at once are no way around the limit. */
  function count(limits: readonly (readonly [string, number])[]) {
    const waits = limits.map(([key, limit]) => {
      const { count, endsInMs } = attempts.count(key)
      return count > limit ? Math.ceil(endsInMs / 1000) : 0
    })
    const retryAfter = Math.max(...waits)
    if (retryAfter > 0) throw tooMany(retryAfter)
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

  return {
    async attempt(address, account, check) {
      const limits = [
        [`address ${address}`, PER_ADDRESS],
        [`both ${address} ${account}`, PER_ACCOUNT_AND_ADDRESS],
        [`account ${account}`, PER_ACCOUNT],
      ] as const
      count(limits)
      const answer = await inTurn(check)
      if (answer !== undefined) for (const [key] of limits) attempts.uncount(key)
      return answer
    },
  }
}

function tooMany(retryAfter: number): BulkheadError {
  return new BulkheadError(
    'rate_limited',
    `Too many attempts to sign in. Try again in ${secondsText(retryAfter)}.`,
    { retryAfter },
  )
}
