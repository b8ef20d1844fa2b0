import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { AgentClient } from '../generated/api.ts'
import type { List } from '../list.ts'

/**
 * Clients for agents that an organization registered. People of the organization sign in to them. An owner or an admin
 * manages them: give the client `accessToken`. An application cannot.
 */
export class AgentClients {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  list(options?: RequestOptions): List<AgentClient> {
    return this.#client.list('listAgentClients', {}, options)
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
    return this.#client.call('createAgentClient', { body: fields }, options)
  }

  /** Changes a client. Fields that are left out stay, and so do the rights that people gave it. */
  update(
    clientId: string,
    changes: Input<'updateAgentClient'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<AgentClient> {
    const path = { client_id: clientId }
    return this.#client.call('updateAgentClient', { path, body: changes }, options)
  }

  /** Deletes a client, with the rights that people gave it. */
  delete(clientId: string, options?: WriteOptions): BulkheadPromise<Output<'deleteAgentClient'>> {
    const path = { client_id: clientId }
    return this.#client.call('deleteAgentClient', { path }, options)
  }
}
