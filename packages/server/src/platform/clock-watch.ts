import type { Log } from './log.ts'

/** Clock difference from which the operator is warned. Other processes reject tokens of one that is a minute ahead. */
const WARN_MS = 5_000
/** A difference that was said is said again when it has changed by this. */
const CHANGED_MS = 5_000

/** Compares the clock of this machine with that of the database. */
export interface ClockWatch {
  /**
   * Compares once.
   *
   * @param database_ms What the database said, some time between the two.
   */
  compare(began_ms: number, database_ms: number, ended_ms: number): void
  /** Milliseconds that this machine is ahead of the database, as far as it is certain; 0 if it may be right. */
  readonly aheadMs: number
}

export function createClockWatch(log: Log): ClockWatch {
  let aheadMs = 0
  let saidMs = 0
  return {
    get aheadMs() {
      return aheadMs
    },
    compare(began_ms, database_ms, ended_ms) {
      aheadMs = Math.max(began_ms - database_ms, 0) || Math.min(ended_ms - database_ms, 0)
      if (Math.abs(aheadMs) < WARN_MS) {
        saidMs = 0
        return
      }
      if (Math.abs(aheadMs - saidMs) < CHANGED_MS) return
      saidMs = aheadMs
      const seconds = Math.round(Math.abs(aheadMs) / 1000)
      log.warn(
        { ahead_ms: Math.round(aheadMs) },
        `The clock of this machine is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the clock of the database. Set both by NTP: processes that differ by more than 60 s refuse each other's tokens.`,
      )
    },
  }
}
