import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Client, Input, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { AgentClient } from '../generated/api.ts'
import type { List } from '../list.ts'

/**
 * Programs that an organization registered, for its people to sign in to. An owner or an admin manages them: give the client
 * `accessToken`. An application does not.
 */
export class AgentClients {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  list(options?: RequestOptions): List<AgentClient> {
    return fetchList(() => this.#client.send('listAgentClients', {}, this.#tokenProvider, options))
  }

  /**
   * Registers a client. A confidential one has a `client_secret`, which is shown once. Not repeated when the reply is lost.
   *
   * @throws {ConflictError} `agent_clients_full`
   */
  create(
    fields: Input<'createAgentClient'>['body'],
    options?: RequestOptions,
  ): BulkheadPromise<Output<'createAgentClient'>> {
    return new BulkheadPromise(
      this.#client.send('createAgentClient', { body: fields }, this.#tokenProvider, options),
    )
  }

  /** Changes a client. A field that is left out stays, and so does what people let it do. */
  update(
    clientId: string,
    changes: Input<'updateAgentClient'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<AgentClient> {
    const path = { client_id: clientId }
    return new BulkheadPromise(
      this.#client.send('updateAgentClient', { path, body: changes }, this.#tokenProvider, options),
    )
  }

  /** Deletes a client, and ends what people let it do. */
  delete(clientId: string, options?: WriteOptions): BulkheadPromise<Output<'deleteAgentClient'>> {
    const path = { client_id: clientId }
    return new BulkheadPromise(this.#client.send('deleteAgentClient', { path }, this.#tokenProvider, options))
  }
}
