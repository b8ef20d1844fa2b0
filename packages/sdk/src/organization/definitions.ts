import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions } from '../client/call-options.ts'
import type { Client, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { List } from '../list.ts'

/** A type of connector. Spelled in camelCase, as the API spells definitions. */
export type DefinitionItem = Output<'listDefinitions'>['definitions'][number]

/** The types of connector that the server knows. */
export class Definitions {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  list(filters: { readonly name?: string } = {}, options?: RequestOptions): List<DefinitionItem> {
    return new List(async () => {
      const query = { ...filters }
      const { data, response } = await this.#client.send(
        'listDefinitions',
        { query },
        this.#tokenProvider,
        options,
      )
      return { data: { data: data.definitions, nextCursor: null, metadata: null }, response }
    })
  }

  /** Returns the configuration that the definition needs to connect, and the questions it can answer. */
  get(definitionId: string, options?: RequestOptions): BulkheadPromise<Output<'getDefinition'>> {
    const path = { definition_id: definitionId }
    return new BulkheadPromise(this.#client.send('getDefinition', { path }, this.#tokenProvider, options))
  }
}
