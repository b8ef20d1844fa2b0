import type { BoundClient } from '../bound-client.ts'
import type { NamedWorkspace } from './workspace-reference.ts'

/** Access to the server, shared by the parts of a {@link Workspace}: one client for each kind of token. */
export interface WorkspaceAccess {
  /** Workspace reference in the API's spelling. Empty if a handed token identifies the workspace. */
  readonly reference: NamedWorkspace
  /** Client with tokens for the workspace, which must exist. */
  readonly scoped: BoundClient
  /** Client with tokens for the workspace. The server creates the workspace if it does not exist. */
  readonly creator: BoundClient
  /**
   * Client for lists that select the workspace by a query. They also work if the workspace does not exist or is
   * inactive.
   */
  readonly reader: BoundClient
  /** Client of a signed-in person, for operations that applications and handed-over tokens cannot call. */
  readonly person: BoundClient
}
