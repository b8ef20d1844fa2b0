/** Limits on the time that callers may take to send requests and to read responses. */
export interface ResponsePace {
  /** Milliseconds within which a request must arrive completely. */
  readonly requestMs: number
  /** Milliseconds without progress after which a response is broken off. */
  readonly stalledMs: number
  /** Milliseconds until the minimum rate of a response applies. */
  readonly graceMs: number
  /** Minimum rate of responses, downloads included. */
  readonly bytesPerSecond: number
}

export const DEFAULT_PACE: ResponsePace = {
  requestMs: 60_000,
  stalledMs: 60_000,
  graceMs: 60_000,
  bytesPerSecond: 65_536,
}
