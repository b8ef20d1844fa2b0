import type { Finding } from '#platform/finding'
import type { Log } from '#platform/log'
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

/** Connects to Valkey if it is set. Otherwise none of its modules is loaded. */
export async function loadValkey(
  url: string | undefined,
  log: Pick<Log, 'warn' | 'info'>,
): Promise<Valkey | undefined> {
  if (url === undefined) return undefined
  const { openValkey } = await import('./open-valkey.ts')
  return openValkey(url, log)
}

/** Checks Valkey as a server would find it. */
export async function examineValkey(url: string): Promise<Finding[]> {
  const { examineByClient } = await import('./examine-by-client.ts')
  return examineByClient(url)
}
