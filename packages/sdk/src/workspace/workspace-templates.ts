import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions } from '../client/call-options.ts'
import { fetchList } from '../fetch-list.ts'
import type { DetailedTemplate, SummarizedTemplate } from '../generated/api.ts'
import type { List } from '../list.ts'
import type { WorkspaceAccess } from './workspace-access.ts'

/** Types of connector that can be created in a workspace. */
export class WorkspaceTemplates {
  readonly #access: WorkspaceAccess

  constructor(access: WorkspaceAccess) {
    this.#access = access
  }

  list(options?: RequestOptions): List<SummarizedTemplate> {
    const { client, reader } = this.#access
    return fetchList(async () => client.send('listGlobalTemplates', {}, reader, options))
  }

  /** Returns the configuration of a type: credentials and settings as JSON Schema in `user_config_spec`. */
  get(templateId: string, options?: RequestOptions): BulkheadPromise<DetailedTemplate> {
    const { client, reader } = this.#access
    const path = { template_id: templateId }
    return new BulkheadPromise(client.send('getTemplate', { path }, reader, options))
  }
}
