import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions } from '../client/call-options.ts'
import type { DetailedTemplate, SummarizedTemplate } from '../generated/api.ts'
import type { List } from '../list.ts'
import type { WorkspaceAccess } from './workspace-access.ts'

/** Types of connector that can be created in a workspace. */
export class WorkspaceTemplates {
  readonly #reader: BoundClient

  constructor({ reader }: WorkspaceAccess) {
    this.#reader = reader
  }

  list(options?: RequestOptions): List<SummarizedTemplate> {
    return this.#reader.list('listGlobalTemplates', {}, options)
  }

  /** Returns the configuration of a type: credentials and settings as JSON Schema in `user_config_spec`. */
  get(templateId: string, options?: RequestOptions): BulkheadPromise<DetailedTemplate> {
    const path = { template_id: templateId }
    return this.#reader.call('getTemplate', { path }, options)
  }
}
