import type { Input, Output } from '@bulkhead/contract/operation'
import type { createScopedToken } from '@bulkhead/contract/tokens'
import type { Services } from '#operations/services'
import { isReached } from '#request/authorize'
import type { RequestContext } from '#request/principal'
import { SCOPED_TOKEN_SECONDS } from '#tokens/claims'
import { readGrant } from '#tokens/read-grant'
import { getMostSeconds, signScopedToken } from '#tokens/sign-scoped-token'
import { getOrCreateWorkspace } from '#workspaces/find-or-make-workspace'

/** Mints a token for one workspace, making the workspace when the name is new. */
export async function mintScopedToken(
  services: Services,
  context: RequestContext,
  { body }: Input<typeof createScopedToken>,
): Promise<Output<typeof createScopedToken>> {
  // Who may only read mints what may only read.
  const grant = readGrant({ ...body, ...(context.grant?.read_only === true && { read_only: true as const }) })
  const workspace = await getOrCreateWorkspace(services, context, body)
  // A token that is not narrowed adds, changes and deletes connectors, which of members a manager may.
  if (grant === undefined) isReached(context, workspace.workspace_id, 'manager')
  const expires_in = Math.min(body.expires_in ?? SCOPED_TOKEN_SECONDS, getMostSeconds(context))
  const token = signScopedToken(services, context, workspace, grant && { grant }, expires_in)
  return { token, expires_in, workspace_id: workspace.workspace_id, workspace_name: workspace.name }
}
