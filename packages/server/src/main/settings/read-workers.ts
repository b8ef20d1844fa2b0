import { availableParallelism } from 'node:os'
import { type Read, readCount } from './read-with-default.ts'

const MOST_WORKERS = 64

/** Reads the number of processes that listen together. @throws Error that names the variable. */
export function readWorkers(read: Read): number {
  const isAuto = read('BULKHEAD_WORKERS') === 'auto'
  const count = isAuto ? availableParallelism() : readCount('BULKHEAD_WORKERS', 1, read, MOST_WORKERS)
  if (count === 1 || read('BULKHEAD_DATABASE_URL') !== undefined) return Math.min(count, MOST_WORKERS)
  throw new Error(
    `BULKHEAD_WORKERS asks for ${count} processes, and the embedded database has room for one. Set BULKHEAD_DATABASE_URL to a Postgres, or BULKHEAD_WORKERS to 1.`,
  )
}
