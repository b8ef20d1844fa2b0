/** Time that callers have to send requests and to read responses. */
export interface ResponsePace {
  /** Milliseconds for a request to arrive whole. */
  readonly requestMs: number
  /** Milliseconds without progress after which a response is broken off. */
  readonly stalledMs: number
  /** Milliseconds before a least rate is asked of a response. */
  readonly graceMs: number
  /** Least rate, of files that are downloaded too. */
  readonly bytesPerSecond: number
}

export const DEFAULT_PACE: ResponsePace = {
  requestMs: 60_000,
  stalledMs: 60_000,
  graceMs: 60_000,
  bytesPerSecond: 65_536,
}
