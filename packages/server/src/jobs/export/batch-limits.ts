/** Time until a failed batch is tried again. */
export const RETRY_AFTER_MS = 10_000
/** Number of batches after which an organization's limit is doubled, if it is the only one whose batches failed. */
const GROWS_AFTER = 20

/** Limits of the batches of organizations whose records the sink refused. */
export interface BatchLimits {
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
