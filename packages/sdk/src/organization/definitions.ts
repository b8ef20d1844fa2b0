import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import { List } from '../list.ts'

/** Type of connector. Its fields are camelCase, as in the API. */
export type DefinitionItem = Output<'listDefinitions'>['definitions'][number]

/** Definition that the organization added. */
export type OwnDefinition = Output<'getOwnDefinition'>

/** Types of connector: those of the server, and those that the organization added. */
export class Definitions {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  list(filters: { readonly name?: string } = {}, options?: RequestOptions): List<DefinitionItem> {
    return new List(async () => {
      const { data, response } = await this.#client.send('listDefinitions', { query: filters }, options)
      return { data: { data: data.definitions, nextCursor: null, metadata: null }, response }
    })
  }

  /** Returns the configuration that the definition needs to connect, and the questions it can answer. */
  get(definitionId: string, options?: RequestOptions): BulkheadPromise<Output<'getDefinition'>> {
    const path = { definition_id: definitionId }
    return this.#client.call('getDefinition', { path }, options)
  }

  /** Lists the definitions that the organization added, oldest first. */
  listOwn(options?: RequestOptions): List<OwnDefinition> {
    return this.#client.list('listOwnDefinitions', {}, options)
  }

  /**
   * Returns a definition that the organization added. @throws {NotFoundError} `definition_not_found`, also for a
   * definition of the server.
   */
  getOwn(definitionId: string, options?: RequestOptions): BulkheadPromise<OwnDefinition> {
    const path = { definition_id: definitionId }
    return this.#client.call('getOwnDefinition', { path }, options)
  }

  /**
   * Adds a type of connector from the text of an OpenAPI document or a GraphQL schema. The server fetches nothing.
   *
   * @throws {ConflictError} `definition_exists`
   */
  add(
    fields: Input<'addDefinition'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<Output<'addDefinition'>> {
    return this.#client.call('addDefinition', { body: fields }, options)
  }

  /**
   * Changes a definition. Fields that are left out stay; `overlay: null` removes the overlay. Returns the differences
   * that callers notice.
   */
  update(
    definitionId: string,
    changes: Input<'updateDefinition'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<Output<'updateDefinition'>> {
    const path = { definition_id: definitionId }
    return this.#client.call('updateDefinition', { path, body: changes }, options)
  }

  /** Deletes a definition. @throws {ConflictError} `definition_in_use`, while connectors use it. */
  delete(definitionId: string, options?: WriteOptions): BulkheadPromise<Output<'deleteDefinition'>> {
    const path = { definition_id: definitionId }
    return this.#client.call('deleteDefinition', { path }, options)
  }
}
