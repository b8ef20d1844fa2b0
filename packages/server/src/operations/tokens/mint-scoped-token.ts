import type { createScopedToken } from '@bulkhead/contract/tokens'
import type { Handler } from '#operations/handler'
import { isReached } from '#request/authorize'
import { SCOPED_TOKEN_SECONDS } from '#tokens/claims'
import { readGrant } from '#tokens/read-grant'
import { getMostSeconds, signScopedToken } from '#tokens/sign-scoped-token'
import { getOrCreateWorkspace } from '#workspaces/find-or-make-workspace'

/** Mints a token for one workspace. If the name is new, creates the workspace. */
export const mintScopedToken: Handler<typeof createScopedToken> = async (services, context, { body }) => {
  // A read-only caller mints only read-only tokens.
  const grant = readGrant({ ...body, ...(context.grant?.read_only === true && { read_only: true as const }) })
  const workspace = await getOrCreateWorkspace(services, context, body)
  // A token that is not narrowed can add, change and delete connectors. Among members, only a manager may do that.
  if (grant === undefined) isReached(context, workspace.workspace_id, 'manager')
  const expires_in = Math.min(body.expires_in ?? SCOPED_TOKEN_SECONDS, getMostSeconds(context))
  const token = signScopedToken(services, context, workspace, grant && { grant }, expires_in)
  return { token, expires_in, workspace_id: workspace.workspace_id, workspace_name: workspace.name }
}
