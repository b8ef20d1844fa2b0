/** Source of the token for a request. */
export interface TokenProvider {
  token(): Promise<string>
  /** Drops a token that the server refused. @returns Whether another token can be obtained. */
  renew(refused: string): boolean
  /** Revokes the current token, if this provider minted it. */
  end(): Promise<void>
}
