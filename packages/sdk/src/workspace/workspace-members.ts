import type { BoundClient } from '../bound-client.ts'
import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { WorkspaceMember } from '../generated/api.ts'
import type { List } from '../list.ts'
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
  readonly #client: BoundClient
  readonly #reference: NamedWorkspace

  constructor({ person, reference }: WorkspaceAccess) {
    this.#client = person
    this.#reference = reference
  }

  /** Lists members. Levels apply to people whose role is `member`. */
  list(filters: Filters = {}, options?: RequestOptions): List<WorkspaceMember> {
    const input = this.#path(options).then((path) => ({ path, query: filters }))
    return this.#client.list('listWorkspaceMembers', input, options)
  }

  /**
   * Makes a person a member, or changes the level. If the level becomes lower, the server revokes the tokens that the
   * person minted.
   */
  set(personId: string, level: Level, options?: WriteOptions): BulkheadPromise<Output<'setWorkspaceMember'>> {
    const input = this.#path(options).then((path) => ({
      path: { ...path, person_id: personId },
      body: { level },
    }))
    return this.#client.call('setWorkspaceMember', input, options)
  }

  /** Ends the membership, and revokes the tokens that the person minted. Succeeds if the person is no member. */
  remove(personId: string, options?: WriteOptions): BulkheadPromise<Output<'removeWorkspaceMember'>> {
    const input = this.#path(options).then((path) => ({ path: { ...path, person_id: personId } }))
    return this.#client.call('removeWorkspaceMember', input, options)
  }

  /** Returns the level that every member of the organization has. Null if the workspace is not open to all. */
  everyone(options?: RequestOptions): BulkheadPromise<Level | null> {
    const work = async () => {
      const input = { path: await this.#path(options), query: { limit: 1 } }
      const { data, response } = await this.#client.send('listWorkspaceMembers', input, options)
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
    const input = this.#path(options).then((path) => ({ path, body: { level } }))
    return this.#client.call('setWorkspaceEveryone', input, options)
  }

  #path(options?: RequestOptions) {
    return toWorkspacePath(this.#client, this.#reference, options)
  }
}
