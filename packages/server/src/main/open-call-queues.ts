import { takeSeat } from '#access/limits/seats'
import { createSharedSlots } from '#access/limits/shared-slots'
import { createSlotRecords, type SlotRecords } from '#access/limits/slot-records'
import { CALL_ERRORS, downloadLimits } from '#execution/call-limits'
import { createFairQueue, type FairQueue, type QueueLimits } from '#execution/fair-queue'
import type { Database } from '#platform/database/roles/confine'
import { forPurpose } from '#platform/database/roles/for-purpose'
import type { Log } from '#platform/log'

/** Queues of calls and downloads. All processes on the database share the slots of a workspace. */
export interface CallQueues {
  readonly fairQueue: FairQueue
  readonly downloadSlots: FairQueue
  /** Returns the number of running processes, this one included, at the last time it was known. */
  countProcesses(): number
  /** Releases the slots that this process holds. */
  close(): Promise<void>
}

/**
 * Opens the queues.
 *
 * @param openRecords Opens the records of slots if they are not in the database.
 */
export async function openCallQueues(
  database: Database,
  limits: QueueLimits,
  log: Log,
  openRecords?: () => SlotRecords,
): Promise<CallQueues> {
  const downloads = downloadLimits(limits)
  const databaseFor = (name: string) => forPurpose(database, { lane: 'requests', name })
  if (database.engine !== 'postgres')
    return {
      fairQueue: createFairQueue(limits, CALL_ERRORS),
      downloadSlots: createFairQueue(downloads, CALL_ERRORS),
      countProcesses: () => 1,
      async close() {},
    }
  const seats = await takeSeat(databaseFor('seats of processes'), log)
  const open = (name: string, of: QueueLimits) => {
    const records = openRecords?.() ?? createSlotRecords(databaseFor(`slots of ${name}`))
    return createFairQueue(of, CALL_ERRORS, createSharedSlots({ records, seats, name, limit: of.workspace }))
  }
  return {
    fairQueue: open('calls', limits),
    downloadSlots: open('downloads', downloads),
    countProcesses: () => seats.others().length + 1,
    close: () => seats.stop(),
  }
}
