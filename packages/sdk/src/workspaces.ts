import type { Authority, WorkspaceReference } from './authority.ts'
import type { RequestOptions, WriteOptions } from './call-options.ts'
import type { Client, Input, Output } from './client.ts'
import { apiError, ConfigurationError } from './errors.ts'
import { fetchList } from './fetch-list.ts'
import type { WorkspaceItem } from './generated/api.ts'
import type { List } from './list.ts'
import { Reply, type WithResponse } from './reply.ts'

type Filters = Omit<NonNullable<Input<'listWorkspaces'>['query']>, 'cursor'>

/**
 * The workspaces of an organization. A name may be a present or a former one; it is looked up first, so what
 * counts is the workspace it is found at. With both a name and an id they must be of the same.
 */
export class Workspaces {
  readonly #client: Client
  readonly #authority: Authority

  constructor(client: Client, authority: Authority) {
    this.#client = client
    this.#authority = authority
  }

  /** Oldest first; with `name_contains` the one of exactly that name before all others. */
  list(filters: Filters = {}, options?: RequestOptions): List<WorkspaceItem> {
    return fetchList((cursor) => {
      const query = { ...filters, ...(cursor !== undefined && { cursor }) }
      return this.#client.send('listWorkspaces', { query }, this.#authority, options)
    })
  }

  /** @throws {NotFoundError} `workspace_not_found`. */
  get(workspace: WorkspaceReference, options?: RequestOptions): Reply<WorkspaceItem> {
    return new Reply(this.#get(workspace, options))
  }

  /** The old name stays an alias: the workspace is found by it, and no other can have it. */
  rename(workspace: WorkspaceReference, name: string, options?: WriteOptions): Reply<WorkspaceItem> {
    return this.#update(workspace, { name }, options)
  }

  activate(workspace: WorkspaceReference, options?: WriteOptions): Reply<WorkspaceItem> {
    return this.#update(workspace, { status: 'active' }, options)
  }

  /** Ends all of its scoped tokens for good, and refuses to mint, execute and connect until it is active. */
  deactivate(workspace: WorkspaceReference, options?: WriteOptions): Reply<WorkspaceItem> {
    return this.#update(workspace, { status: 'inactive' }, options)
  }

  /** Deletes it and destroys its data key: no credential in it can be opened again. */
  delete(workspace: WorkspaceReference, options?: WriteOptions): Reply<Output<'deleteWorkspace'>> {
    const work = async () => {
      const path = await this.#path(workspace, options)
      return this.#client.send('deleteWorkspace', { path }, this.#authority, options)
    }
    return new Reply(work())
  }

  /** Ends all of its scoped tokens; those that are minted afterwards work. */
  revokeTokens(
    workspace: WorkspaceReference,
    options?: WriteOptions,
  ): Reply<Output<'revokeWorkspaceTokens'>> {
    const work = async () => {
      const path = await this.#path(workspace, options)
      return this.#client.send('revokeWorkspaceTokens', { path }, this.#authority, options)
    }
    return new Reply(work())
  }

  /** Frees a name that it had before. */
  deleteAlias(workspace: WorkspaceReference, name: string, options?: WriteOptions): Reply<WorkspaceItem> {
    const work = async () => {
      const path = { ...(await this.#path(workspace, options)), name }
      return this.#client.send('deleteWorkspaceAlias', { path }, this.#authority, options)
    }
    return new Reply(work())
  }

  #update(
    workspace: WorkspaceReference,
    body: Input<'updateWorkspace'>['body'],
    options?: WriteOptions,
  ): Reply<WorkspaceItem> {
    const work = async () => {
      const path = await this.#path(workspace, options)
      return this.#client.send('updateWorkspace', { path, body }, this.#authority, options)
    }
    return new Reply(work())
  }

  async #path({ workspace_name, workspace_id }: WorkspaceReference, options?: RequestOptions) {
    if (workspace_id !== undefined && workspace_name === undefined) return { workspace_id }
    const { data } = await this.#get(
      {
        ...(workspace_name !== undefined && { workspace_name }),
        ...(workspace_id !== undefined && { workspace_id }),
      },
      options,
    )
    return { workspace_id: data.id }
  }

  async #get(
    { workspace_name, workspace_id }: WorkspaceReference,
    options?: RequestOptions,
  ): Promise<WithResponse<WorkspaceItem>> {
    if (workspace_name === undefined) {
      if (workspace_id === undefined) {
        throw new ConfigurationError(
          'invalid_argument',
          'Name the workspace by workspace_name or workspace_id.',
        )
      }
      return this.#client.send(
        'getWorkspace',
        { path: { workspace_id }, query: {} },
        this.#authority,
        options,
      )
    }
    const query = { name_contains: workspace_name, limit: 1 }
    const { data, response } = await this.#client.send('listWorkspaces', { query }, this.#authority, options)
    const [found] = data.data
    const isIt = found !== undefined && [found.name, ...found.aliases].includes(workspace_name)
    if (isIt && (workspace_id ?? found.id) === found.id) return { data: found, response }
    throw apiError({
      code: 'workspace_not_found',
      message: 'There is no such workspace.',
      status: 404,
      request_id: response.headers.get('x-request-id') ?? undefined,
      errors: [],
      retry_after: undefined,
    })
  }
}
