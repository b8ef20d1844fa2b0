import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Client, Input, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { AgentClient } from '../generated/api.ts'
import type { List } from '../list.ts'

/**
 * Clients for agents that an organization registered. People of the organization sign in to them. An owner or an admin
 * manages them: give the client `accessToken`. An application cannot.
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
   * Registers a client. A confidential client has a `client_secret`, which the server returns only here. The request is
   * not retried if the response is lost.
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

  /** Changes a client. Fields that are left out stay, and so do the rights that people gave it. */
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

  /** Deletes a client, with the rights that people gave it. */
  delete(clientId: string, options?: WriteOptions): BulkheadPromise<Output<'deleteAgentClient'>> {
    const path = { client_id: clientId }
    return new BulkheadPromise(this.#client.send('deleteAgentClient', { path }, this.#tokenProvider, options))
  }
}
