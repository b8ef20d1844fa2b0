import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Client, Input, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { OrganizationItem } from '../generated/api.ts'
import type { List } from '../list.ts'

/** A connector of any workspace, as the organization sees it. */
export type OrganizationConnector = Output<'listOrganizationCredentials'>['data'][number]

/** Organization of the caller, with its settings. */
export class OrganizationResource {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  get(options?: RequestOptions): BulkheadPromise<OrganizationItem> {
    return new BulkheadPromise(this.#client.send('getOrganization', {}, this.#tokenProvider, options))
  }

  /** Returns the quotas of the organization, and the used part of each. */
  usage(options?: RequestOptions): BulkheadPromise<Output<'getOrganizationUsage'>> {
    return new BulkheadPromise(this.#client.send('getOrganizationUsage', {}, this.#tokenProvider, options))
  }

  /** Lists the connectors of all workspaces, oldest first. */
  connectors(options?: RequestOptions): List<OrganizationConnector> {
    let organization_id: string | undefined
    return fetchList(async (cursor) => {
      organization_id ??= (await this.get(options)).id
      const input = { path: { organization_id }, query: cursor === undefined ? {} : { cursor } }
      return this.#client.send('listOrganizationCredentials', input, this.#tokenProvider, options)
    })
  }

  /** Changes name and settings. Fields that are left out stay. */
  update(
    changes: Input<'updateOrganization'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<OrganizationItem> {
    return new BulkheadPromise(
      this.#client.send('updateOrganization', { body: changes }, this.#tokenProvider, options),
    )
  }
}
