import type { createScopedToken } from '@bulkhead/contract/tokens'
import { isReached } from '#access/request/authorize'
import { SCOPED_TOKEN_SECONDS } from '#access/tokens/claims'
import { readGrant } from '#access/tokens/read-grant'
import { getMostSeconds, signScopedToken } from '#access/tokens/sign-scoped-token'
import { getOrCreateWorkspace } from '#tenancy/workspaces/find-or-make-workspace'
import type { Handler } from '../handler.ts'

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
