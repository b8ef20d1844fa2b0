import { statfsSync } from 'node:fs'
import { BulkheadError } from '@bulkhead/contract/errors'

/**
 * Reserve of two segments of the write-ahead log, 16 MiB each. Space below it is left for reading and for shutting
 * down.
 */
export const RESERVE_BYTES = 32 * 1_048_576

/**
 * Rejects writes if the disk of the embedded database is almost full. On a full disk more than the write is lost:
 * PGlite does not survive if the write-ahead log cannot grow.
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

/** Returns the free bytes. Returns infinity for network file systems that report only zeros. */
export function getFreeBytes(directory: string): number {
  const { blocks, bavail, bsize } = statfsSync(directory)
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize
}
