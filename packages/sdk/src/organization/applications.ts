import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Client, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { ApplicationItem } from '../generated/api.ts'
import type { List } from '../list.ts'

/** Applications of an organization: client ids and secrets. The server returns a secret only when it creates it. */
export class Applications {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  list(options?: RequestOptions): List<ApplicationItem> {
    return fetchList(() => this.#client.send('listApplications', {}, this.#tokenProvider, options))
  }

  /**
   * Creates an application. The request is not retried if the response is lost: look at the list before you try again.
   */
  create(name: string, options?: RequestOptions): BulkheadPromise<Output<'createApplication'>> {
    return new BulkheadPromise(
      this.#client.send('createApplication', { body: { name } }, this.#tokenProvider, options),
    )
  }

  /** Creates a second secret, to replace the first. The request is not retried if the response is lost. */
  createSecret(
    applicationId: string,
    options?: RequestOptions,
  ): BulkheadPromise<Output<'createApplicationSecret'>> {
    const path = { application_id: applicationId }
    return new BulkheadPromise(
      this.#client.send('createApplicationSecret', { path }, this.#tokenProvider, options),
    )
  }

  /** Retires a secret. Tokens that were obtained with it end at once, and so do the scoped tokens that those minted. */
  retireSecret(
    applicationId: string,
    secretId: string,
    options?: WriteOptions,
  ): BulkheadPromise<Output<'retireApplicationSecret'>> {
    const path = { application_id: applicationId, secret_id: secretId }
    return new BulkheadPromise(
      this.#client.send('retireApplicationSecret', { path }, this.#tokenProvider, options),
    )
  }

  /** Revokes every token of the application, and the scoped tokens that it minted. */
  revokeTokens(
    applicationId: string,
    options?: WriteOptions,
  ): BulkheadPromise<Output<'revokeApplicationTokens'>> {
    const path = { application_id: applicationId }
    return new BulkheadPromise(
      this.#client.send('revokeApplicationTokens', { path }, this.#tokenProvider, options),
    )
  }

  delete(applicationId: string, options?: WriteOptions): BulkheadPromise<Output<'deleteApplication'>> {
    const path = { application_id: applicationId }
    return new BulkheadPromise(this.#client.send('deleteApplication', { path }, this.#tokenProvider, options))
  }
}
