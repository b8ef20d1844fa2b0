/**
 * Kinds of transaction by who waits for them. `requests`: a caller whose work needs it. `lists`: a person who reads
 * records. `jobs`: nobody. `feed`: every request that needs to know which tokens are revoked.
 */
export type Lane = 'requests' | 'lists' | 'jobs' | 'feed'

/** Purpose of a transaction. */
export interface Purpose {
  readonly lane: Lane
  /** Work of one kind, which touches the same tables and so meets the same locks. */
  readonly name: string
}

/** Milliseconds that Postgres gives to a transaction, and that this process waits for it. */
export interface Limits {
  /** For one statement. */
  readonly statementMs: number
  /** For one lock. Less than a statement, so that a lock on a table costs few of the connections for long. */
  readonly lockMs: number
  /**
   * Time limit from the request for a connection to the end. After it, the connection is dropped as if its host were
   * gone.
   */
  readonly deadlineMs: number
}

export const LANES: Readonly<Record<Lane, Limits>> = {
  requests: { statementMs: 7_000, lockMs: 3_000, deadlineMs: 8_000 },
  lists: { statementMs: 5_000, lockMs: 3_000, deadlineMs: 6_000 },
  jobs: { statementMs: 30_000, lockMs: 5_000, deadlineMs: 35_000 },
  feed: { statementMs: 2_000, lockMs: 1_000, deadlineMs: 2_000 },
}
