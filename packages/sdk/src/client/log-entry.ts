/** What a log is told of one attempt. It holds no token, header, query or body: nothing has to be masked. */
export interface LogEntry {
  /** Id of the operation, as in the API reference. */
  readonly operation: string
  readonly method: string
  /** With the ids in it, without the query. */
  readonly path: string
  /** Counts from 1. */
  readonly attempt: number
  /** Of HTTP; absent where no reply came. */
  readonly status?: number
  /** Of the error, if there was one. */
  readonly code?: string
  readonly requestId?: string
  readonly durationMs: number
  /** How long it waits before the next attempt; absent if there is none. */
  readonly retryInMs?: number
}
