import type { Client } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import type { NamedWorkspace } from './workspace-reference.ts'

/** How the parts of a {@link Workspace} reach the server. */
export interface WorkspaceAccess {
  readonly client: Client
  /** As the API spells it; empty if a handed token says which workspace it is. */
  readonly reference: NamedWorkspace
  /** Scoped to the workspace, which has to exist. */
  readonly tokenProvider: TokenProvider
  /** Scoped to the workspace; makes it if there is none. */
  readonly founder: TokenProvider
  /** For lists that are of one workspace by their query: they exist without it, and when it is inactive. */
  readonly reader: TokenProvider
}
