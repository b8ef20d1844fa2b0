/**
 * Kinds of transactions, by who waits for them. `requests`: a caller. `lists`: a person who reads records. `jobs`:
 * nobody. `feed`: every request that needs to know which tokens are revoked.
 */
export type Lane = 'requests' | 'lists' | 'jobs' | 'feed'

/** Purpose of a transaction. */
export interface Purpose {
  readonly lane: Lane
  /** Name of the kind of work. Work with the same name touches the same tables and so waits for the same locks. */
  readonly name: string
}

/** Time limits of a transaction in milliseconds, for Postgres and for this process. */
export interface Limits {
  /** Limit of one statement. */
  readonly statementMs: number
  /**
   * Limit of the wait for one lock. It is less than that of a statement, so that a lock on a table does not occupy
   * connections for long.
   */
  readonly lockMs: number
  /**
   * Limit from the request for a connection to the end of the transaction. After it the connection is dropped, as if
   * its host were gone.
   */
  readonly deadlineMs: number
}

export const LANES: Readonly<Record<Lane, Limits>> = {
  requests: { statementMs: 7_000, lockMs: 3_000, deadlineMs: 8_000 },
  lists: { statementMs: 5_000, lockMs: 3_000, deadlineMs: 6_000 },
  jobs: { statementMs: 30_000, lockMs: 5_000, deadlineMs: 35_000 },
  feed: { statementMs: 2_000, lockMs: 1_000, deadlineMs: 2_000 },
}
