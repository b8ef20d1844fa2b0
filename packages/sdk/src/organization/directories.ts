import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Client, Input, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'

/**
 * Directories of providers, which announce people and groups by SCIM. An owner or an admin sees them, and an owner gives them
 * tokens: give the client `accessToken`. An application does not.
 */
export class Directories {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  /** @throws {NotFoundError} `provider_not_found` */
  get(providerId: string, options?: RequestOptions): BulkheadPromise<Output<'getDirectory'>> {
    const path = { provider_id: providerId }
    return new BulkheadPromise(this.#client.send('getDirectory', { path }, this.#tokenProvider, options))
  }

  /**
   * Makes a token, which is shown once. The token before goes on, and any older one ends. Not repeated when the reply is lost.
   *
   * @throws {NotFoundError} `provider_not_found`
   */
  createToken(providerId: string, options?: RequestOptions): BulkheadPromise<Output<'createDirectoryToken'>> {
    const path = { provider_id: providerId }
    return new BulkheadPromise(
      this.#client.send('createDirectoryToken', { path }, this.#tokenProvider, options),
    )
  }

  /**
   * Ends the tokens of a directory at once. People and groups stay as they are.
   *
   * @param which With `{ only: 'previous' }` the newest token goes on. Default: all of them end.
   */
  deleteTokens(
    providerId: string,
    which: NonNullable<Input<'deleteDirectoryTokens'>['query']> = {},
    options?: WriteOptions,
  ): BulkheadPromise<Output<'deleteDirectoryTokens'>> {
    const path = { provider_id: providerId }
    return new BulkheadPromise(
      this.#client.send('deleteDirectoryTokens', { path, query: which }, this.#tokenProvider, options),
    )
  }
}
