import type { ProcessNotices } from '../process-notices.ts'
import type { Counter } from '../shared-counter.ts'
import type { SlotRecords } from '../slot-records.ts'

/**
 * Connection to Valkey, which holds counts of all processes. Nothing waits for it longer than {@link ANSWER_WITHIN_MS}
 * milliseconds, and the server continues without it.
 */
export interface Valkey {
  /** Creates a counter over windows of `windowMs`, in whole seconds. It fails while Valkey cannot be reached. */
  counter(name: string, windowMs: number): Counter
  slotRecords(): SlotRecords
  /** Creates notices that are sent by Valkey, or by `reserve` if Valkey reaches no process. */
  notices<T>(channel: string, reserve: ProcessNotices<T>): ProcessNotices<T>
  close(): void
}

export const ANSWER_WITHIN_MS = 500

/** State of the connection. */
export interface ValkeyState {
  isAway(): boolean
  absences(): number
}
