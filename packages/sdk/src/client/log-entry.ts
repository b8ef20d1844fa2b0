/** Log entry of an attempt. It holds no token, header, query or body, so nothing has to be masked. */
export interface LogEntry {
  /** Id of the operation, as in the API reference. */
  readonly operation: string
  readonly method: string
  /** Path with its ids, without the query. */
  readonly path: string
  /** Number of the attempt, from 1. */
  readonly attempt: number
  /** HTTP status. Absent if no response arrived. */
  readonly status?: number
  /** Error code, if the attempt failed. */
  readonly code?: string
  readonly requestId?: string
  readonly durationMs: number
  /** Wait before the next attempt, in milliseconds. Absent if no attempt follows. */
  readonly retryInMs?: number
}
