/** A setting that is the end of a credential, as a data centre is of an API key. */
export interface DerivedSetting {
  readonly setting: string
  /** A credential field or a replication path of one. */
  readonly source: string
  /** The setting is what follows the last of these. */
  readonly delimiter: string
  /** Whether a value that the owner gave stays. */
  readonly when_missing: boolean
}
