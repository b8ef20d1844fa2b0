import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Client, Input, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { WorkspaceItem } from '../generated/api.ts'
import type { List } from '../list.ts'
import { findWorkspace, toWorkspacePath } from '../workspace/find-workspace.ts'
import { readReference, type WorkspaceReference } from '../workspace/workspace-reference.ts'

type Filters = Omit<NonNullable<Input<'listWorkspaces'>['query']>, 'cursor'>

/**
 * The workspaces of an organization. A name may be a present or a former one. It is looked up first, so a method that
 * changes something sends two requests. With both a name and an id they must be of the same workspace.
 */
export class Workspaces {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  /** Oldest first; with `name_contains` the one of exactly that name before all others. */
  list(filters: Filters = {}, options?: RequestOptions): List<WorkspaceItem> {
    return fetchList((cursor) => {
      const query = { ...filters, ...(cursor !== undefined && { cursor }) }
      return this.#client.send('listWorkspaces', { query }, this.#tokenProvider, options)
    })
  }

  /** @throws {NotFoundError} `workspace_not_found`. */
  get(workspace: WorkspaceReference, options?: RequestOptions): BulkheadPromise<WorkspaceItem> {
    const work = async () =>
      findWorkspace(this.#client, this.#tokenProvider, readReference(workspace), options)
    return new BulkheadPromise(work())
  }

  /** The old name stays an alias: the workspace is found by it, and no other can have it. */
  rename(
    workspace: WorkspaceReference,
    name: string,
    options?: WriteOptions,
  ): BulkheadPromise<WorkspaceItem> {
    return this.#update(workspace, { name }, options)
  }

  activate(workspace: WorkspaceReference, options?: WriteOptions): BulkheadPromise<WorkspaceItem> {
    return this.#update(workspace, { status: 'active' }, options)
  }

  /** Ends all of its scoped tokens and refuses to mint, execute and connect until it is active. */
  deactivate(workspace: WorkspaceReference, options?: WriteOptions): BulkheadPromise<WorkspaceItem> {
    return this.#update(workspace, { status: 'inactive' }, options)
  }

  /** Deletes it and destroys its data key: no credential in it can be opened again. */
  delete(workspace: WorkspaceReference, options?: WriteOptions): BulkheadPromise<Output<'deleteWorkspace'>> {
    const work = async () => {
      const path = await this.#path(workspace, options)
      return this.#client.send('deleteWorkspace', { path }, this.#tokenProvider, options)
    }
    return new BulkheadPromise(work())
  }

  /** Ends all of its scoped tokens; those that are minted afterwards work. */
  revokeTokens(
    workspace: WorkspaceReference,
    options?: WriteOptions,
  ): BulkheadPromise<Output<'revokeWorkspaceTokens'>> {
    const work = async () => {
      const path = await this.#path(workspace, options)
      return this.#client.send('revokeWorkspaceTokens', { path }, this.#tokenProvider, options)
    }
    return new BulkheadPromise(work())
  }

  /** Newest first. The keys themselves are not shown. */
  keys(
    workspace: WorkspaceReference,
    options?: RequestOptions,
  ): List<Output<'listWorkspaceKeys'>['data'][number]> {
    return fetchList(async () => {
      const path = await this.#path(workspace, options)
      return this.#client.send('listWorkspaceKeys', { path }, this.#tokenProvider, options)
    })
  }

  /**
   * Makes a key of one workspace, for a client that takes only a header or for a worker: 90 days unless said otherwise, narrowed
   * by the fields of a grant. Shows the key once. Not repeated when the reply is lost: look at the list before you try again.
   */
  createKey(
    workspace: WorkspaceReference,
    fields: Input<'createWorkspaceKey'>['body'],
    options?: RequestOptions,
  ): BulkheadPromise<Output<'createWorkspaceKey'>> {
    const work = async () => {
      const path = await this.#path(workspace, options)
      return this.#client.send('createWorkspaceKey', { path, body: fields }, this.#tokenProvider, options)
    }
    return new BulkheadPromise(work())
  }

  /** Ends a key at once. */
  revokeKey(
    workspace: WorkspaceReference,
    keyId: string,
    options?: WriteOptions,
  ): BulkheadPromise<Output<'revokeWorkspaceKey'>> {
    const work = async () => {
      const path = { ...(await this.#path(workspace, options)), key_id: keyId }
      return this.#client.send('revokeWorkspaceKey', { path }, this.#tokenProvider, options)
    }
    return new BulkheadPromise(work())
  }

  /** Frees a name that it had before. */
  deleteAlias(
    workspace: WorkspaceReference,
    name: string,
    options?: WriteOptions,
  ): BulkheadPromise<WorkspaceItem> {
    const work = async () => {
      const path = { ...(await this.#path(workspace, options)), name }
      return this.#client.send('deleteWorkspaceAlias', { path }, this.#tokenProvider, options)
    }
    return new BulkheadPromise(work())
  }

  #update(
    workspace: WorkspaceReference,
    body: Input<'updateWorkspace'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<WorkspaceItem> {
    const work = async () => {
      const path = await this.#path(workspace, options)
      return this.#client.send('updateWorkspace', { path, body }, this.#tokenProvider, options)
    }
    return new BulkheadPromise(work())
  }

  #path(workspace: WorkspaceReference, options?: RequestOptions) {
    return toWorkspacePath(this.#client, this.#tokenProvider, readReference(workspace), options)
  }
}
