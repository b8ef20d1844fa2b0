/** What one check of an installation found. */
export interface Finding {
  /** A few words, such as `database: advisory locks`. */
  readonly check: string
  /** `skipped` says that there was nothing to look at, and why. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped'
  /** What was found and, unless it is well, what to do. It holds no secret. */
  readonly detail: string
}
