/** A setting that is the end of a credential, such as the data centre at the end of an API key. */
export interface DerivedSetting {
  readonly setting: string
  /** Credential field, or its replication path. */
  readonly source: string
  /** Separator. The setting is the part of the credential after its last occurrence. */
  readonly delimiter: string
  /** Whether a value from the owner takes precedence. */
  readonly when_missing: boolean
}
