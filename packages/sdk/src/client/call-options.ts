/** Options of one call. */
export interface RequestOptions {
  /**
   * Signal that ends the call. The call then rejects with the signal's reason. A write that was sent may still happen.
   */
  readonly signal?: AbortSignal
  /** Milliseconds for one attempt, including its wait for a token. Default: that of the client. */
  readonly timeoutMs?: number
  /** Maximum number of retries of a request that is safe to repeat. Default: that of the client. */
  readonly maxRetries?: number
}

/** Options of a call that changes something. */
export interface WriteOptions extends RequestOptions {
  /**
   * Key that makes the server run the call once in 24 hours, however often it is sent and by any process: 1 to 255
   * printable ASCII characters, such as your own id of the task. Default: a new key per call, which all attempts of
   * this call share.
   */
  readonly idempotencyKey?: string
}

/** Options of an operation at a service. */
export interface ExecuteOptions extends WriteOptions {
  /** Dotted paths of the fields to return of each record (`select_fields` of the API). */
  readonly selectFields?: readonly string[]
  /** Dotted paths of the fields to leave out of each record (`exclude_fields`). */
  readonly excludeFields?: readonly string[]
  /** If false, the server truncates long strings in lists (`skip_truncation`). Default: true. */
  readonly skipTruncation?: boolean
  /**
   * Milliseconds that the call may take on the server, 100 to 60,000 (`timeout_ms`). For a download, the time until its
   * first byte. After that the server ends the call with an error. Default: 28,000.
   */
  readonly serverTimeoutMs?: number
  /** Reason for the call, shown in the record of calls. At most 512 characters. */
  readonly intent?: string
}

/** The names of {@link RequestOptions}. */
export const REQUEST_OPTIONS: readonly (keyof RequestOptions)[] = ['signal', 'timeoutMs', 'maxRetries']

/** The names of {@link WriteOptions}. */
export const WRITE_OPTIONS: readonly (keyof WriteOptions)[] = [...REQUEST_OPTIONS, 'idempotencyKey']

/** The names of {@link ExecuteOptions}. */
export const EXECUTE_OPTIONS: readonly (keyof ExecuteOptions)[] = [
  ...WRITE_OPTIONS,
  'selectFields',
  'excludeFields',
  'skipTruncation',
  'serverTimeoutMs',
  'intent',
]
