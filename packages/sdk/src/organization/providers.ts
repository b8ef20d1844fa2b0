import type { RequestOptions } from '../client/call-options.ts'
import type { Client } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { Provider } from '../generated/api.ts'
import type { List } from '../list.ts'

/** Providers by which people sign in. An owner or an admin can read them; they are set up in the web app. */
export class Providers {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  list(options?: RequestOptions): List<Provider> {
    return fetchList(() => this.#client.send('listProviders', {}, this.#tokenProvider, options))
  }
}
