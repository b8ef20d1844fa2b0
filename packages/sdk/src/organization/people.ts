import type { RequestOptions } from '../client/call-options.ts'
import type { Client, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { List } from '../list.ts'

/** A person who signs in to the web app. */
export type PersonItem = Output<'listPeople'>['data'][number]

/** The people of an organization. Only a person can remove one, in the web app. */
export class People {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  /** In the order in which they signed up. */
  list(options?: RequestOptions): List<PersonItem> {
    return fetchList(() => this.#client.send('listPeople', {}, this.#tokenProvider, options))
  }
}
