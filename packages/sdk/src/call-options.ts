/** Options of one call. */
export interface RequestOptions {
  /** Ends the call; it then rejects with the signal's reason. A write that was sent may still happen. */
  readonly signal?: AbortSignal
  /** How long one attempt may take, in milliseconds. Default: that of the client. */
  readonly timeoutMs?: number
  /** How often the request is repeated, where that is safe. Default: that of the client. */
  readonly maxRetries?: number
}

/** Options of a call that changes something. */
export interface WriteOptions extends RequestOptions {
  /**
   * Makes the call happen once in 24 hours however often it is sent, also by other processes: 1 to 255
   * printable ASCII characters, such as your own id of what is to be done. Default: a new one per call, which
   * all attempts of this call share.
   */
  readonly idempotency_key?: string
}

/** Options of an operation at a third party. */
export interface ExecuteOptions extends WriteOptions {
  /** Dotted paths of what is wanted of each record; the rest is left out. */
  readonly select_fields?: readonly string[]
  /** Dotted paths of what is not wanted of each record. */
  readonly exclude_fields?: readonly string[]
  /** With false, long texts in lists are cut by the server. Default: true. */
  readonly skip_truncation?: boolean
  /**
   * How long the call may take on the server, in milliseconds, 100 to 60,000; of a download, until its first byte. The
   * server ends the call then, and says so. Default: 28,000.
   */
  readonly timeout_ms?: number
  /** Why the call is made, for the record of calls; 512 characters at most. */
  readonly intent?: string
}
