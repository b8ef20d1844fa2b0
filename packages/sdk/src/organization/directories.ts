import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'

/**
 * Directories of providers, which send people and groups by SCIM. An owner or an admin can read them. An owner creates
 * their tokens. Give the client `accessToken`. An application cannot do either.
 */
export class Directories {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  /** Returns the directory of a provider. @throws {NotFoundError} `provider_not_found` */
  get(providerId: string, options?: RequestOptions): BulkheadPromise<Output<'getDirectory'>> {
    const path = { provider_id: providerId }
    return this.#client.call('getDirectory', { path }, options)
  }

  /**
   * Creates a token, which the server returns only here. The previous token stays valid, and any older one ends. The
   * request is not retried if the response is lost.
   *
   * @throws {NotFoundError} `provider_not_found`
   */
  createToken(providerId: string, options?: RequestOptions): BulkheadPromise<Output<'createDirectoryToken'>> {
    const path = { provider_id: providerId }
    return this.#client.call('createDirectoryToken', { path }, options)
  }

  /**
   * Ends the tokens of a directory at once. People and groups are not changed.
   *
   * @param which With `{ only: 'previous' }` the newest token stays valid. Default: all tokens end.
   */
  deleteTokens(
    providerId: string,
    which: NonNullable<Input<'deleteDirectoryTokens'>['query']> = {},
    options?: WriteOptions,
  ): BulkheadPromise<Output<'deleteDirectoryTokens'>> {
    const path = { provider_id: providerId }
    return this.#client.call('deleteDirectoryTokens', { path, query: which }, options)
  }
}
