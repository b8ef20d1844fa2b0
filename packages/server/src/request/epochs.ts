/** Counters that end tokens: a token that carries an older number than the database has is dead. */
export interface Epochs {
  organization: number
  /** Absent where a person acts, whose tokens end with the session. */
  application?: number
  workspace?: number
  /** Of the membership of the person who acts or who minted the token; tokens of older versions have none. */
  person?: number
}
