/** Where the credentials of an authentication option are made. */
export interface CredentialHelp {
  /** Page of the service, by https. */
  readonly url?: string
  readonly text: string
  /** Scopes or permissions that the operations of the document need, in the service's words. */
  readonly scopes: readonly string[]
}
