import type { Client } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import type { Grant } from '../generated/api.ts'

/** Access of a connector to the server. */
export interface Access {
  readonly client: Client
  /** Token provider of the connector's workspace. */
  readonly tokenProvider: TokenProvider
  /** The same, narrowed further. The same as it is where the caller cannot mint. */
  narrowed(grant: Grant): TokenProvider
}
