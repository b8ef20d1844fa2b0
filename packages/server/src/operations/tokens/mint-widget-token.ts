import type { createWidgetToken } from '@bulkhead/contract/tokens'
import { SCOPED_TOKEN_SECONDS } from '#access/tokens/claims'
import { signFramePermit } from '#access/tokens/frame-permit'
import { signScopedToken } from '#access/tokens/sign-scoped-token'
import { getOrCreateWorkspace } from '#tenancy/workspaces/find-or-make-workspace'
import type { Handler } from '../handler.ts'

/** Mints a scoped token for pages of one origin, in the envelope that embedding clients decode. */
export const mintWidgetToken: Handler<typeof createWidgetToken> = async (services, context, { body }) => {
  const workspace = await getOrCreateWorkspace(services, context, body)
  const { allowed_origin } = body
  const token = signScopedToken(services, context, workspace, { allowed_origin }, SCOPED_TOKEN_SECONDS)
  const url = new URL('widget', `${services.issuer}/`)
  url.search = new URLSearchParams({
    workspaceId: workspace.workspace_id,
    allowedOrigin: allowed_origin,
    frame: signFramePermit(services, allowed_origin, SCOPED_TOKEN_SECONDS),
  }).toString()
  return { token: Buffer.from(JSON.stringify({ token, widgetUrl: url.href })).toString('base64') }
}
