/** Point in time at which the rights of a call were read, on the clocks of the revocation feed. */
export interface RightsMark {
  /** Number of the last change that the feed had learned of. */
  readonly change: number
  /** Times on both clocks until which rights count that the database confirmed. Undefined if memory confirmed them. */
  readonly trustedUntil: readonly number[] | undefined
}
