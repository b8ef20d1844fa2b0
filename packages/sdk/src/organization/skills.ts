import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions } from '../client/call-options.ts'
import type { Client, Input, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { List } from '../list.ts'

/** Documentation of one connector, as an item of a list. */
export type Skill = Output<'listSkills'>['data'][number]
/** Outline of a skill and one section. Without a section: outline and guidance. */
export type SkillDocs = Output<'getSkillDocs'>

type Filters = Omit<NonNullable<Input<'listSkills'>['query']>, 'cursor'>
type DocsQuery = Omit<Input<'getSkillDocs'>['query'], 'id'>

/**
 * Documentation of connectors: their operations, and how to call them. The server makes it from connector documents.
 */
export class Skills {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  /** Lists one skill for each connector that the caller may see, oldest first. */
  list(filters: Filters = {}, options?: RequestOptions): List<Skill> {
    return new List<Skill>(async (cursor) => {
      const query = { ...filters, ...(cursor !== undefined && { cursor }) }
      const { data, response } = await this.#client.send(
        'listSkills',
        { query },
        this.#tokenProvider,
        options,
      )
      return { data: { data: data.data, nextCursor: data.next_cursor, metadata: null }, response }
    })
  }

  /** Finds skills that contain each word of `text` in the connector's name or in its document. */
  search(text: string, filters: Filters = {}, options?: RequestOptions): List<Skill> {
    return new List<Skill>(async (cursor) => {
      const query = { ...filters, query: text, ...(cursor !== undefined && { cursor }) }
      const { data, response } = await this.#client.send(
        'searchSkills',
        { query },
        this.#tokenProvider,
        options,
      )
      return { data: { data: data.data, nextCursor: data.next_cursor, metadata: null }, response }
    })
  }

  /**
   * Reads a section. Without a section, reads guidance and the outline.
   *
   * @param id Id of the skill, or of its connector.
   * @throws {NotFoundError} `connector_not_found`.
   */
  read(id: string, query: DocsQuery = {}, options?: RequestOptions): BulkheadPromise<SkillDocs> {
    return new BulkheadPromise(
      this.#client.send('getSkillDocs', { query: { ...query, id } }, this.#tokenProvider, options),
    )
  }
}
