import type { Client } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import type { NamedWorkspace } from './workspace-reference.ts'

/** Access to the server, shared by the parts of a {@link Workspace}. */
export interface WorkspaceAccess {
  readonly client: Client
  /** Workspace reference in the API's spelling. Empty if a handed token identifies the workspace. */
  readonly reference: NamedWorkspace
  /** Scoped to the workspace, which has to exist. */
  readonly tokenProvider: TokenProvider
  /** Scoped to the workspace; makes it if there is none. */
  readonly founder: TokenProvider
  /** For lists that are of one workspace by their query: they exist without it, and when it is inactive. */
  readonly reader: TokenProvider
}
