/** Help for creating the credentials of an auth option. */
export interface CredentialHelp {
  /** Page of the service, by https. */
  readonly url?: string
  readonly text: string
  /** Scopes or permissions that the operations of the document need, in the service's words. */
  readonly scopes: readonly string[]
}
