import { randomInt } from 'node:crypto'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { NIL } from 'uuid'
import { holdLease } from '#access/limits/hold-lease'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { createTally } from '#platform/metrics/tally'
import { listOrganizations } from '#tenancy/organizations/list-organizations'
import { BATCH, noteTransactions, readPending, writeCursors } from './read-pending.ts'
import type { Sink } from './sink.ts'

/** Time until a failed batch is tried again. */
export const RETRY_AFTER_MS = 10_000
/** Number of batches after which an organization's limit is doubled, if it is the only one whose batches failed. */
const GROWS_AFTER = 20

/** Limits of the batches of organizations whose records the sink refused. */
interface BatchLimits {
  /** Returns the maximum number of records of one type in the organization's next batch. Undefined for the usual one. */
  getMost(organization: string): number | undefined
  /** Returns whether the organization waits, because several of its batches failed in a row. */
  isWaiting(organization: string): boolean
  /**
   * Halves the limit after a failure.
   *
   * @param lines Number of lines that the sink refused. Zero if the batch failed for another reason, and the limit stays.
   * @param isAlone Whether the sink may take the batches of others. Otherwise it is likely to be away, so the limit is
   *   doubled after each batch that succeeds, until the next failure.
   */
  fail(organization: string, lines: number, isAlone: boolean): void
  succeed(organization: string): void
  /** Forgets the limit of an organization that has nothing left to export. */
  forget(organization: string): void
  clear(): void
}

interface Limit {
  readonly most: number
  /** Whether the last batch failed. */
  readonly isFailing: boolean
  /** Number of batches that succeeded with this limit. */
  readonly succeeded: number
  /** Number of batches after which this limit is doubled. */
  readonly growsAfter: number
  readonly againAt: number
}

/** Maximum number of organizations that a step looks at while there is nothing to write. */
const ORGANIZATIONS_A_STEP = 20
/** Factor of a round's duration for the pause after it, so that the export takes at most a fifth of the time. */
const PAUSE_FACTOR = 4
/** Time after which a process that has not renewed its lease counts as gone. */
const LEASE_MS = 30_000
const MOST_HOLDER = 2 ** 31

const lag = createTally({
  name: 'bulkhead_export_lag_seconds',
  help: 'Age of the oldest record that is not exported yet, as of the last check; 0 in a process that does not export.',
  type: 'gauge',
  labels: ['sink'],
  most: 3,
})
const exported = createTally({
  name: 'bulkhead_exported_records_total',
  help: 'Records that were exported.',
  labels: ['sink', 'type'],
  most: 6,
})

/** Progress of a round through all organizations. */
interface Round {
  /** Organizations that were found and not yet looked at. */
  waiting: readonly string[]
  lastOrganization: string
  /** Whether the next step is for an organization that is behind. */
  isTurnOfBehind: boolean
  /** Age of the oldest record that was left for the next round because it waits for a transaction. */
  lagSeconds: number
  spentMs: number
}

/**
 * Creates the job that exports audit records and calls at least once, in one process at a time. The operator's role
 * lists organizations, and each organization's own role reads its records. A cursor moves after the sink has stored its
 * lines. A process that ends in between therefore leaves lines that are exported twice.
 *
 * If the sink refuses records of one organization, those of the others are exported, and the refused ones are tried
 * again in smaller batches. If it refuses those of another one too, it may be away, and the export pauses.
 *
 * @param now Milliseconds of a monotonic clock.
 * @returns Function that runs a step and returns whether there is more.
 */
export function createRecordExport(
  database: Database,
  log: Log,
  sink: Sink,
  now: () => number = () => performance.now(),
): () => Promise<boolean> {
  const holder = randomInt(1, MOST_HOLDER)
  /**
   * Organizations with more records than a batch or with refused ones, and the times of their oldest ones. Every second
   * step is for one of them, in turn. The others are for the round, in which each organization gets one batch, so that
   * a round ends whatever the number of records.
   */
  const behind = new Map<string, Date | undefined>()
  const limits = createBatchLimits(BATCH[database.engine], now)
  /** Organizations whose batches failed since lines were last written. */
  const refused = new Set<string>()
  let round: Round | undefined
  let nextAt = 0

  /** Returns the age of the oldest record that is known to be left, in seconds. */
  function getLag({ lagSeconds }: Round): number {
    return behind.values().reduce((most, oldest) => Math.max(most, getAge(oldest)), lagSeconds)
  }

  /** Returns the organizations that are behind and may have the next step. */
  const getReady = () => behind.keys().filter((organization) => !limits.isWaiting(organization))

  async function goOn(current: Round, heldAt: number): Promise<boolean> {
    const [next] = current.isTurnOfBehind ? getReady() : []
    current.isTurnOfBehind = !current.isTurnOfBehind
    for (let looked = 0; looked < ORGANIZATIONS_A_STEP; looked += 1) {
      const fromBehind = looked === 0 ? next : undefined
      const organization = fromBehind ?? current.waiting[0]
      if (organization === undefined) {
        current.waiting = await asOperator(database, log, 'list organizations to export records', (tx) =>
          listOrganizations(tx, current.lastOrganization),
        )
        current.lastOrganization = current.waiting.at(-1) ?? current.lastOrganization
        if (current.waiting.length === 0) return false
        continue
      }
      if (fromBehind === undefined) current.waiting = current.waiting.slice(1)
      if (limits.isWaiting(organization)) continue
      if (await exportBatch(current, organization, heldAt)) return true
      await yieldToOthers()
    }
    return true
  }

  /** Exports the next records of an organization. @returns Whether there were any. */
  async function exportBatch(current: Round, organization: string, heldAt: number): Promise<boolean> {
    let lineCount = 0
    /** Number of lines that the sink was given and has not taken. */
    let given = 0
    try {
      const { lines, begin, ends, hasMore, oldest, oldestUnsettled } = await readPending(
        database,
        organization,
        sink.name,
        limits.getMost(organization),
      )
      lineCount = lines.length
      // It is the last one in turn from now on, and stays there if the write fails.
      behind.delete(organization)
      if (lineCount > 0 || hasMore) behind.set(organization, oldest)
      if (lineCount > 0) {
        // Set before the write: while the sink fails, this shows how far it is behind.
        lag.set([sink.name], getLag(current))
        // Another process may hold the lease by now.
        if (now() - heldAt > LEASE_MS / 2) return true
        given = lineCount
        await sink.append(lines, `${organization}/${begin}`)
        given = 0
        refused.clear()
      }
      if (ends.length > 0) {
        await writeCursors(
          database,
          organization,
          sink.name,
          ends.map(({ cursor }) => cursor),
        )
        for (const { cursor, count } of ends) exported.add([sink.name, cursor.type], count)
      }
      if (!hasMore) {
        behind.delete(organization)
        current.lagSeconds = Math.max(current.lagSeconds, getAge(oldestUnsettled))
        if (lineCount === 0 && oldestUnsettled === undefined) limits.forget(organization)
      }
    } catch (error) {
      refused.add(organization)
      limits.fail(organization, given, refused.size === 1)
      throw error
    }
    if (lineCount > 0) limits.succeed(organization)
    return lineCount > 0
  }

  return async () => {
    if (now() < nextAt) return false
    const began = now()
    if (!(await holdLease(database, `export:${sink.name}`, holder, LEASE_MS))) {
      round = undefined
      behind.clear()
      limits.clear()
      refused.clear()
      lag.set([sink.name], 0)
      return false
    }
    if (round === undefined) await noteTransactions(database, log)
    round ??= { waiting: [], lastOrganization: NIL, isTurnOfBehind: true, lagSeconds: 0, spentMs: 0 }
    const hasMore = await goOn(round, began).catch((error: unknown) => {
      // If it is only one organization, the others go on.
      if (refused.size !== 1) nextAt = now() + RETRY_AFTER_MS
      throw error
    })
    round.spentMs += now() - began
    if (hasMore) return true
    lag.set([sink.name], getLag(round))
    const isBehind = getReady().next().done !== true
    if (!isBehind) nextAt = now() + PAUSE_FACTOR * round.spentMs
    round = undefined
    return isBehind
  }
}

/** Returns the seconds since a time. Returns 0 for none. */
function getAge(moment: Date | undefined): number {
  return moment === undefined ? 0 : Math.max(0, (Date.now() - moment.getTime()) / 1000)
}

/**
 * Creates limits by which a receiver that takes less than a usual batch still gets all records, down to one at a time.
 *
 * @param usual Usual maximum number of records of one type.
 */
export function createBatchLimits(usual: number, now: () => number): BatchLimits {
  const limits = new Map<string, Limit>()
  return {
    getMost: (organization) => limits.get(organization)?.most,
    isWaiting: (organization) => (limits.get(organization)?.againAt ?? 0) > now(),
    fail(organization, lines, isAlone) {
      const limit = limits.get(organization)
      const most = limit?.most ?? usual
      limits.set(organization, {
        most: lines === 0 ? most : Math.max(1, Math.floor(Math.min(most, lines) / 2)),
        isFailing: true,
        succeeded: 0,
        growsAfter: isAlone ? GROWS_AFTER : 1,
        // After a first failure a smaller batch may do.
        againAt: limit?.isFailing ? now() + RETRY_AFTER_MS : 0,
      })
    },
    succeed(organization) {
      const limit = limits.get(organization)
      if (limit === undefined) return
      const isGrowing = limit.succeeded + 1 >= limit.growsAfter
      const most = isGrowing ? 2 * limit.most : limit.most
      const succeeded = isGrowing ? 0 : limit.succeeded + 1
      if (most < usual) limits.set(organization, { ...limit, most, isFailing: false, succeeded, againAt: 0 })
      else limits.delete(organization)
    },
    forget: (organization) => void limits.delete(organization),
    clear: () => limits.clear(),
  }
}
