import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Output } from '../client/client.ts'
import type { ApplicationItem } from '../generated/api.ts'
import type { List } from '../list.ts'

/** Applications of an organization: client ids and secrets. The server returns a secret only when it creates it. */
export class Applications {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  list(options?: RequestOptions): List<ApplicationItem> {
    return this.#client.list('listApplications', {}, options)
  }

  /**
   * Creates an application. The request is not retried if the response is lost: look at the list before you try again.
   */
  create(name: string, options?: RequestOptions): BulkheadPromise<Output<'createApplication'>> {
    return this.#client.call('createApplication', { body: { name } }, options)
  }

  /** Creates a second secret, to replace the first. The request is not retried if the response is lost. */
  createSecret(
    applicationId: string,
    options?: RequestOptions,
  ): BulkheadPromise<Output<'createApplicationSecret'>> {
    const path = { application_id: applicationId }
    return this.#client.call('createApplicationSecret', { path }, options)
  }

  /** Retires a secret. Tokens that were obtained with it end at once, and so do the scoped tokens that those minted. */
  retireSecret(
    applicationId: string,
    secretId: string,
    options?: WriteOptions,
  ): BulkheadPromise<Output<'retireApplicationSecret'>> {
    const path = { application_id: applicationId, secret_id: secretId }
    return this.#client.call('retireApplicationSecret', { path }, options)
  }

  /** Revokes every token of the application, and the scoped tokens that it minted. */
  revokeTokens(
    applicationId: string,
    options?: WriteOptions,
  ): BulkheadPromise<Output<'revokeApplicationTokens'>> {
    const path = { application_id: applicationId }
    return this.#client.call('revokeApplicationTokens', { path }, options)
  }

  delete(applicationId: string, options?: WriteOptions): BulkheadPromise<Output<'deleteApplication'>> {
    const path = { application_id: applicationId }
    return this.#client.call('deleteApplication', { path }, options)
  }
}
