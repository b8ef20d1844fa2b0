import type { BoundClient } from '../bound-client.ts'
import type { WithResponse } from '../client/bulkhead-promise.ts'
import type { RequestOptions } from '../client/call-options.ts'
import type { Input } from '../client/client.ts'
import { DEFAULT_WORKSPACE, type WorkspaceItem } from '../generated/api.ts'
import type { NamedWorkspace } from './workspace-reference.ts'

/** What a workspace is returned with. */
export type WorkspaceDetails = NonNullable<Input<'getWorkspace'>['query']>

/** Gets a workspace by name, by id, or by both, which then must name the same workspace. Without either: `default`. */
export async function findWorkspace(
  client: BoundClient,
  { workspace_name, workspace_id }: NamedWorkspace,
  details: WorkspaceDetails,
  options?: RequestOptions,
): Promise<WithResponse<WorkspaceItem>> {
  if (workspace_name === undefined && workspace_id !== undefined) {
    return client.send('getWorkspace', { path: { workspace_id }, query: details }, options)
  }
  const query = { ...details, ...(workspace_id !== undefined && { workspace_id }) }
  const path = { name: workspace_name ?? DEFAULT_WORKSPACE }
  return client.send('getWorkspaceByName', { path, query }, options)
}

/** Returns the id of a workspace for use in a path. A name is looked up by another request. */
export async function toWorkspacePath(
  client: BoundClient,
  named: NamedWorkspace,
  options: RequestOptions = {},
): Promise<{ readonly workspace_id: string }> {
  const { workspace_name, workspace_id } = named
  if (workspace_id !== undefined && workspace_name === undefined) return { workspace_id }
  const { signal, timeoutMs, maxRetries } = options
  const { data } = await findWorkspace(
    client,
    named,
    {},
    {
      ...(signal !== undefined && { signal }),
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(maxRetries !== undefined && { maxRetries }),
    },
  )
  return { workspace_id: data.id }
}
