/** Counters that end tokens: a token that carries an older number than the database has is dead. */
export interface Epochs {
  organization: number
  /** Absent where a person acts, whose tokens end with the session. */
  application?: number
  workspace?: number
  /** Epoch of the acting or minting person's membership. Tokens of older versions have none. */
  person?: number
}
