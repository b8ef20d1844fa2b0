import { readPostgresUrl } from './read-values.ts'

/** Settings of the standby that reports are read from. */
export interface ReplicaSettings {
  readonly url: string
  /** Maximum time that a report waits for the standby to catch up. */
  readonly waitMs: number
}

type Read = (
  name: 'BULKHEAD_DATABASE_REPLICA_URL' | 'BULKHEAD_DATABASE_REPLICA_WAIT' | 'BULKHEAD_DATABASE_URL',
) => string | undefined

const MOST_WAIT_MS = 3_000

/** @throws Error that names the variable and what it accepts. */
export function readReplica(read: Read): ReplicaSettings | undefined {
  const url = readPostgresUrl('BULKHEAD_DATABASE_REPLICA_URL', read('BULKHEAD_DATABASE_REPLICA_URL'))
  const waitMs = Number(read('BULKHEAD_DATABASE_REPLICA_WAIT') ?? 300)
  if (!Number.isInteger(waitMs) || waitMs < 0 || waitMs > MOST_WAIT_MS)
    throw new Error(`BULKHEAD_DATABASE_REPLICA_WAIT must be a whole number from 0 to ${MOST_WAIT_MS}.`)
  if (url === undefined) return undefined
  if (read('BULKHEAD_DATABASE_URL') !== undefined) return { url, waitMs }
  throw new Error(
    'BULKHEAD_DATABASE_REPLICA_URL is for a Postgres standby, which the embedded database does not have. Set BULKHEAD_DATABASE_URL to a Postgres, or leave it out.',
  )
}
