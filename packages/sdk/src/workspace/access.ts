import type { Client } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import type { Grant } from '../generated/api.ts'

/** Access of a connector to the server. */
export interface Access {
  readonly client: Client
  /** Token provider of the connector's workspace. */
  readonly tokenProvider: TokenProvider
  /**
   * Returns a provider of tokens that the grant narrows further. If the caller cannot mint, returns the same provider.
   */
  narrowed(grant: Grant): TokenProvider
}
