import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { OrganizationItem } from '../generated/api.ts'
import type { List } from '../list.ts'

/** A connector of any workspace, as the organization sees it. */
export type OrganizationConnector = Output<'listOrganizationCredentials'>['data'][number]

type Filters = Omit<NonNullable<Input<'listOrganizationCredentials'>['query']>, 'cursor'>

/** Organization of the caller, with its settings. */
export class OrganizationResource {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  get(options?: RequestOptions): BulkheadPromise<OrganizationItem> {
    return this.#client.call('getOrganization', {}, options)
  }

  /** Returns the quotas of the organization, and the used part of each. */
  usage(options?: RequestOptions): BulkheadPromise<Output<'getOrganizationUsage'>> {
    return this.#client.call('getOrganizationUsage', {}, options)
  }

  /** Lists the connectors of all workspaces, oldest first unless `sort` says otherwise. Sends two requests. */
  connectors(filters: Filters = {}, options?: RequestOptions): List<OrganizationConnector> {
    const input = this.get(options).then(({ id }) => ({ path: { organization_id: id }, query: filters }))
    return this.#client.list('listOrganizationCredentials', input, options)
  }

  /** Changes name and settings. Fields that are left out stay. */
  update(
    changes: Input<'updateOrganization'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<OrganizationItem> {
    return this.#client.call('updateOrganization', { body: changes }, options)
  }
}
