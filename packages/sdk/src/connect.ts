import type { Connector } from './connector.ts'
import type { KnownSlug, Slug } from './connector-types.ts'
import { demandKnown } from './demand-known.ts'
import { CLIENT_OPTIONS } from './options.ts'
import { Workspace, type WorkspaceOptions } from './workspace.ts'

/** Options of {@link connect}: which workspace, which of several connectors, and how to call the server. */
export interface ConnectOptions extends WorkspaceOptions {
  readonly connector_id?: string
  readonly signal?: AbortSignal
}

/**
 * Finds the connector of a type in a workspace, `default` unless it is named: short for
 * `new Workspace(options).connect(slug)`.
 *
 * @throws {BulkheadError} `no_connector`, `several_connectors`.
 */
export async function connect<S extends Slug>(
  slug: KnownSlug<S>,
  options: ConnectOptions = {},
): Promise<Connector<S>> {
  demandKnown(options, ['workspace_name', 'workspace_id', 'connector_id', 'signal', ...CLIENT_OPTIONS])
  const { connector_id, signal, ...workspaceOptions } = options
  return new Workspace(workspaceOptions).connect<S>(slug, {
    ...(connector_id !== undefined && { connector_id }),
    ...(signal !== undefined && { signal }),
  })
}
