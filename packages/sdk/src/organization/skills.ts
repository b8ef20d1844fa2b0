import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { List } from '../list.ts'

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
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  /** Lists one skill for each connector that the caller may see, oldest first. */
  list(filters: Filters = {}, options?: RequestOptions): List<Skill> {
    return this.#client.list('listSkills', { query: filters }, options)
  }

  /** Finds skills that contain each word of `text` in the connector's name or in its document. */
  search(text: string, filters: Filters = {}, options?: RequestOptions): List<Skill> {
    return this.#client.list('searchSkills', { query: { ...filters, query: text } }, options)
  }

  /**
   * Reads a section. Without a section, reads guidance and the outline.
   *
   * @param id Id of the skill, or of its connector.
   * @throws {NotFoundError} `connector_not_found`.
   */
  read(id: string, query: DocsQuery = {}, options?: RequestOptions): BulkheadPromise<SkillDocs> {
    return this.#client.call('getSkillDocs', { query: { ...query, id } }, options)
  }
}
