/** Counters that invalidate tokens. A token that carries an older number than the database is invalid. */
export interface Epochs {
  organization: number
  /** Epoch of the application. Absent if a person acts: a person's tokens end with the session. */
  application?: number
  workspace?: number
  /** Epoch of the acting or minting person's membership. Tokens of older versions have none. */
  person?: number
}
