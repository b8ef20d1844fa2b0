/** Result of one check of an installation. */
export interface Finding {
  /** Name of the check in a few words, such as `database: advisory locks`. */
  readonly check: string
  /** Result. `skipped`: there was nothing to check, and `detail` says why. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped'
  /** Details and, unless the check passed, the remedy. It holds no secret. */
  readonly detail: string
}
