import type { Log } from './log.ts'

/**
 * Clock difference in milliseconds at which the operator is warned. Other processes reject tokens of a process whose
 * clock is a minute ahead.
 */
const WARN_MS = 5_000
/** Change in milliseconds after which a difference is logged again. */
const CHANGED_MS = 5_000

/** Comparison of this machine's clock with the database's clock. */
export interface ClockWatch {
  /**
   * Compares the clocks once.
   *
   * @param database_ms Time of the database, read some time between `began_ms` and `ended_ms`.
   */
  compare(began_ms: number, database_ms: number, ended_ms: number): void
  /** Milliseconds that this machine is certainly ahead of the database. 0 if its clock may be right. */
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
        `The clock of this machine is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the clock of the database. Synchronize both with NTP: processes that differ by more than 60 s refuse each other's tokens.`,
      )
    },
  }
}
