/** Result of one check of an installation. */
export interface Finding {
  /** A few words, such as `database: advisory locks`. */
  readonly check: string
  /** `skipped` says that there was nothing to look at, and why. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped'
  /** Details and, unless the check passed, the remedy. It holds no secret. */
  readonly detail: string
}
