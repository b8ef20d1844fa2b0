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
 * Workspaces of an organization. A name may be a current or a former one. The SDK looks it up first, so a method that
 * changes something sends two requests. If both a name and an id are given, they must name the same workspace.
 */
export class Workspaces {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  /** Lists workspaces, oldest first. With `name_contains`, a workspace of exactly that name comes first. */
  list(filters: Filters = {}, options?: RequestOptions): List<WorkspaceItem> {
    return fetchList((cursor) => {
      const query = { ...filters, ...(cursor !== undefined && { cursor }) }
      return this.#client.send('listWorkspaces', { query }, this.#tokenProvider, options)
    })
  }

  /** Returns a workspace. @throws {NotFoundError} `workspace_not_found`. */
  get(workspace: WorkspaceReference, options?: RequestOptions): BulkheadPromise<WorkspaceItem> {
    const work = async () =>
      findWorkspace(this.#client, this.#tokenProvider, readReference(workspace), options)
    return new BulkheadPromise(work())
  }

  /**
   * Renames a workspace. The old name stays an alias: it still finds the workspace, and no other workspace can take it.
   */
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

  /**
   * Revokes all scoped tokens of the workspace. Until it is active again, the server refuses to mint, execute and
   * connect in it.
   */
  deactivate(workspace: WorkspaceReference, options?: WriteOptions): BulkheadPromise<WorkspaceItem> {
    return this.#update(workspace, { status: 'inactive' }, options)
  }

  /** Deletes a workspace and destroys its data key: no credential in it can be decrypted again. */
  delete(workspace: WorkspaceReference, options?: WriteOptions): BulkheadPromise<Output<'deleteWorkspace'>> {
    const work = async () => {
      const path = await this.#path(workspace, options)
      return this.#client.send('deleteWorkspace', { path }, this.#tokenProvider, options)
    }
    return new BulkheadPromise(work())
  }

  /** Revokes all scoped tokens of the workspace. Tokens that are minted later work. */
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

  /** Lists the keys of a workspace, newest first, without the keys themselves. */
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
   * Creates a key of one workspace, for a worker or for a client that sends only a header. It lasts 90 days by default,
   * and the fields of a grant can limit it. The server returns the key only here. The request is not retried if the
   * response is lost: look at the list before you try again.
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

  /** Deletes an alias, so that another workspace can take the name. */
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
