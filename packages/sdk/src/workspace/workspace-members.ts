import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Client, Input, Output } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { WorkspaceMember } from '../generated/api.ts'
import type { List } from '../list.ts'
import { personTokenProvider } from './authorities.ts'
import { toWorkspacePath } from './find-workspace.ts'
import type { WorkspaceAccess } from './workspace-access.ts'
import type { NamedWorkspace } from './workspace-reference.ts'

/** Level of a member in a workspace. */
export type Level = WorkspaceMember['level']

type Filters = Omit<NonNullable<Input<'listWorkspaceMembers'>['query']>, 'cursor'>

/**
 * Members of a workspace, each with a level. An owner or an admin manages them: give the client `accessToken`. An
 * application cannot. Every change takes effect at once.
 */
export class WorkspaceMembers {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider
  readonly #reference: NamedWorkspace

  constructor({ client, reference }: WorkspaceAccess) {
    this.#client = client
    this.#tokenProvider = personTokenProvider(client)
    this.#reference = reference
  }

  /** Lists members. Levels apply to people whose role is `member`. */
  list(filters: Filters = {}, options?: RequestOptions): List<WorkspaceMember> {
    let path: ReturnType<typeof toWorkspacePath> | undefined
    return fetchList(async (cursor) => {
      path ??= this.#path(options)
      const query = { ...filters, ...(cursor !== undefined && { cursor }) }
      const input = { path: await path, query }
      return this.#client.send('listWorkspaceMembers', input, this.#tokenProvider, options)
    })
  }

  /**
   * Makes a person a member, or changes the level. If the level becomes lower, the server revokes the tokens that the
   * person minted.
   */
  set(personId: string, level: Level, options?: WriteOptions): BulkheadPromise<Output<'setWorkspaceMember'>> {
    const work = async () => {
      const path = { ...(await this.#path(options)), person_id: personId }
      return this.#client.send('setWorkspaceMember', { path, body: { level } }, this.#tokenProvider, options)
    }
    return new BulkheadPromise(work())
  }

  /** Ends the membership, and revokes the tokens that the person minted. Succeeds if the person is no member. */
  remove(personId: string, options?: WriteOptions): BulkheadPromise<Output<'removeWorkspaceMember'>> {
    const work = async () => {
      const path = { ...(await this.#path(options)), person_id: personId }
      return this.#client.send('removeWorkspaceMember', { path }, this.#tokenProvider, options)
    }
    return new BulkheadPromise(work())
  }

  /** Returns the level that every member of the organization has. Null if the workspace is not open to all. */
  everyone(options?: RequestOptions): BulkheadPromise<Level | null> {
    const work = async () => {
      const input = { path: await this.#path(options), query: { limit: 1 } }
      const { data, response } = await this.#client.send(
        'listWorkspaceMembers',
        input,
        this.#tokenProvider,
        options,
      )
      return { data: data.everyone, response }
    }
    return new BulkheadPromise(work())
  }

  /**
   * Opens the workspace to every member of the organization, or closes it. If the level becomes lower, the server
   * revokes all scoped tokens of the workspace.
   *
   * @param level Null closes it: then only its own members, owners and admins reach it.
   */
  setEveryone(level: Level | null, options?: WriteOptions): BulkheadPromise<Output<'setWorkspaceEveryone'>> {
    const work = async () => {
      const path = await this.#path(options)
      return this.#client.send(
        'setWorkspaceEveryone',
        { path, body: { level } },
        this.#tokenProvider,
        options,
      )
    }
    return new BulkheadPromise(work())
  }

  #path(options?: RequestOptions) {
    return toWorkspacePath(this.#client, this.#tokenProvider, this.#reference, options)
  }
}
