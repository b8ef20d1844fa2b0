import type { BoundClient } from '../bound-client.ts'
import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { List } from '../list.ts'

/** Service that connects by OAuth, with the organization's own OAuth client there. */
export type OAuthCredentialsItem = Output<'listOAuthCredentials'>['data'][number]

/** The organization's own OAuth clients at services. The server never returns their secrets. */
export class OAuthCredentials {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  /** Lists services, also those without a client (`credentials: null`). */
  list(options?: RequestOptions): List<OAuthCredentialsItem> {
    return this.#client.list('listOAuthCredentials', {}, options)
  }

  /** Stores the client for one service. Replaces an earlier one. */
  set(
    fields: Input<'setOAuthCredentials'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<Output<'setOAuthCredentials'>> {
    return this.#client.call('setOAuthCredentials', { body: fields }, options)
  }

  /** Deletes the client for one service. @param connectorType Slug or display name of the service, such as `github`. */
  delete(connectorType: string, options?: WriteOptions): BulkheadPromise<void> {
    const path = { connector_type: connectorType }
    const work = async () => {
      const { response } = await this.#client.send('deleteOAuthCredentials', { path }, options)
      return { data: undefined, response }
    }
    return new BulkheadPromise<void>(work())
  }
}
