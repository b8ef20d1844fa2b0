/** Source of the token for a request. */
export interface TokenProvider {
  token(): Promise<string>
  /** Told of a token that the server refused. @returns Whether another one can be had. */
  renew(refused: string): boolean
  /** Revokes the token in use, if it was minted here. */
  end(): Promise<void>
}
