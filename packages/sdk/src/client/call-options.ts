/** Options of one call. */
export interface RequestOptions {
  /** Ends the call; it then rejects with the signal's reason. A write that was sent may still happen. */
  readonly signal?: AbortSignal
  /** Milliseconds for one attempt. Default: that of the client. */
  readonly timeoutMs?: number
  /** Repetitions of the request, where that is safe. Default: that of the client. */
  readonly maxRetries?: number
}

/** Options of a call that changes something. */
export interface WriteOptions extends RequestOptions {
  /**
   * Makes the call happen once in 24 hours however often it is sent, also by other processes: 1 to 255
   * printable ASCII characters, such as your own id of what is to be done. Default: a new one per call, which
   * all attempts of this call share.
   */
  readonly idempotencyKey?: string
}

/** Options of an operation at a service. */
export interface ExecuteOptions extends WriteOptions {
  /** Dotted paths of the fields to return of each record (`select_fields` of the API). */
  readonly selectFields?: readonly string[]
  /** Dotted paths of the fields to leave out of each record (`exclude_fields`). */
  readonly excludeFields?: readonly string[]
  /** If false, the server truncates long texts in lists (`skip_truncation`). Default: true. */
  readonly skipTruncation?: boolean
  /**
   * Milliseconds that the call may take on the server, 100 to 60,000 (`timeout_ms`). For a download they end with its
   * first byte. After that the server ends the call and says so. Default: 28,000.
   */
  readonly serverTimeoutMs?: number
  /** Reason for the call, for the record of calls; 512 characters at most. */
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
