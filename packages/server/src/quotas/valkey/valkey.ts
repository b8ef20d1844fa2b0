import type { ProcessNotices } from '../process-notices.ts'
import type { Counter } from '../shared-counter.ts'
import type { SlotRecords } from '../slot-records.ts'

/** Counts of all processes in Valkey. Nothing waits longer than {@link ANSWER_WITHIN_MS} for it, and an absence ends nothing. */
export interface Valkey {
  /** Counts over windows of `windowMs`, whole seconds. Fails while Valkey is away. */
  counter(name: string, windowMs: number): Counter
  slotRecords(): SlotRecords
  /** Tells the other processes by Valkey, and by `reserve` if that reaches none. */
  notices<T>(channel: string, reserve: ProcessNotices<T>): ProcessNotices<T>
  close(): void
}

export const ANSWER_WITHIN_MS = 500

/** State of the connection. */
export interface ValkeyState {
  isAway(): boolean
  absences(): number
}
