import type { Client } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import type { NamedWorkspace } from './workspace-reference.ts'

/** Access to the server, shared by the parts of a {@link Workspace}. */
export interface WorkspaceAccess {
  readonly client: Client
  /** Workspace reference in the API's spelling. Empty if a handed token identifies the workspace. */
  readonly reference: NamedWorkspace
  /** Provider of tokens for the workspace, which must exist. */
  readonly tokenProvider: TokenProvider
  /** Provider of tokens for the workspace. The server creates the workspace if it does not exist. */
  readonly founder: TokenProvider
  /**
   * Provider for lists that select the workspace by a query. They also work if the workspace does not exist or is
   * inactive.
   */
  readonly reader: TokenProvider
}
