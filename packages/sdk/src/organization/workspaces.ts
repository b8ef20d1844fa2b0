import type { BoundClient } from '../bound-client.ts'
import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { WorkspaceItem } from '../generated/api.ts'
import type { List } from '../list.ts'
import { findWorkspace, toWorkspacePath, type WorkspaceDetails } from '../workspace/find-workspace.ts'
import { readReference, type WorkspaceReference } from '../workspace/workspace-reference.ts'

type Filters = Omit<NonNullable<Input<'listWorkspaces'>['query']>, 'cursor'>

/**
 * Workspaces of an organization. A name may be a current or a former one. The SDK looks it up first, so a method that
 * changes something sends two requests. If both a name and an id are given, they must name the same workspace.
 */
export class Workspaces {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  /** Lists workspaces, oldest first. With `name_contains`, a workspace of exactly that name comes first. */
  list(filters: Filters = {}, options?: RequestOptions): List<WorkspaceItem> {
    return this.#client.list('listWorkspaces', { query: filters }, options)
  }

  /** Returns a workspace. @throws {NotFoundError} `workspace_not_found`. */
  get(
    workspace: WorkspaceReference,
    details: WorkspaceDetails = {},
    options?: RequestOptions,
  ): BulkheadPromise<WorkspaceItem> {
    const work = async () => findWorkspace(this.#client, readReference(workspace), details, options)
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
    const input = this.#path(workspace, options).then((path) => ({ path }))
    return this.#client.call('deleteWorkspace', input, options)
  }

  /** Revokes all scoped tokens of the workspace. Tokens that are minted later work. */
  revokeTokens(
    workspace: WorkspaceReference,
    options?: WriteOptions,
  ): BulkheadPromise<Output<'revokeWorkspaceTokens'>> {
    const input = this.#path(workspace, options).then((path) => ({ path }))
    return this.#client.call('revokeWorkspaceTokens', input, options)
  }

  /** Lists the keys of a workspace, newest first, without the keys themselves. */
  keys(
    workspace: WorkspaceReference,
    options?: RequestOptions,
  ): List<Output<'listWorkspaceKeys'>['data'][number]> {
    const input = this.#path(workspace, options).then((path) => ({ path }))
    return this.#client.list('listWorkspaceKeys', input, options)
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
    const input = this.#path(workspace, options).then((path) => ({ path, body: fields }))
    return this.#client.call('createWorkspaceKey', input, options)
  }

  /** Ends a key at once. */
  revokeKey(
    workspace: WorkspaceReference,
    keyId: string,
    options?: WriteOptions,
  ): BulkheadPromise<Output<'revokeWorkspaceKey'>> {
    const input = this.#path(workspace, options).then((path) => ({ path: { ...path, key_id: keyId } }))
    return this.#client.call('revokeWorkspaceKey', input, options)
  }

  /** Deletes an alias, so that another workspace can take the name. */
  deleteAlias(
    workspace: WorkspaceReference,
    name: string,
    options?: WriteOptions,
  ): BulkheadPromise<WorkspaceItem> {
    const input = this.#path(workspace, options).then((path) => ({ path: { ...path, name } }))
    return this.#client.call('deleteWorkspaceAlias', input, options)
  }

  #update(
    workspace: WorkspaceReference,
    body: Input<'updateWorkspace'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<WorkspaceItem> {
    const input = this.#path(workspace, options).then((path) => ({ path, body }))
    return this.#client.call('updateWorkspace', input, options)
  }

  async #path(workspace: WorkspaceReference, options?: RequestOptions) {
    return toWorkspacePath(this.#client, readReference(workspace), options)
  }
}
