import { statfsSync } from 'node:fs'
import { BulkheadError } from '@bulkhead/contract/errors'

/** Two segments of the log of transactions, 16 MiB each: what lies below is for reading and for shutting down. */
export const RESERVE_BYTES = 32 * 1_048_576

/**
 * Refuses to write when the disk of the embedded database is almost full. A full one costs more than the
 * write: PGlite does not survive when the log of transactions cannot grow.
 *
 * @throws BulkheadError `unavailable`
 */
export function assertSpace(directory: string): void {
  if (getFreeBytes(directory) >= RESERVE_BYTES) return
  throw new BulkheadError(
    'unavailable',
    'The disk of the server is full: less than 32 MiB are left. Nothing was stored.',
    { retryAfter: 10 },
  )
}

/** Returns the bytes that are free. Some network file systems answer nothing but zeros: they don't say, so it is infinite. */
export function getFreeBytes(directory: string): number {
  const { blocks, bavail, bsize } = statfsSync(directory)
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize
}
