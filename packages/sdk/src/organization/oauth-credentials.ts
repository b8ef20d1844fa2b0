import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Client, Input, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { List } from '../list.ts'

/** Service that connects by OAuth, with the organization's own OAuth client there. */
export type OAuthCredentialsItem = Output<'listOAuthCredentials'>['data'][number]

/** The organization's own OAuth clients at services. The server never returns their secrets. */
export class OAuthCredentials {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  /** Lists services, also those without a client (`credentials: null`). */
  list(options?: RequestOptions): List<OAuthCredentialsItem> {
    return fetchList(() => this.#client.send('listOAuthCredentials', {}, this.#tokenProvider, options))
  }

  /** Stores the client for one service. Replaces an earlier one. */
  set(
    fields: Input<'setOAuthCredentials'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<Output<'setOAuthCredentials'>> {
    return new BulkheadPromise(
      this.#client.send('setOAuthCredentials', { body: fields }, this.#tokenProvider, options),
    )
  }

  /** Deletes the client for one service. @param connectorType Slug or display name of the service, such as `github`. */
  delete(connectorType: string, options?: WriteOptions): BulkheadPromise<void> {
    const path = { connector_type: connectorType }
    const work = async () => {
      const { response } = await this.#client.send(
        'deleteOAuthCredentials',
        { path },
        this.#tokenProvider,
        options,
      )
      return { data: undefined, response }
    }
    return new BulkheadPromise<void>(work())
  }
}
