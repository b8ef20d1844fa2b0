import type { createWidgetSession as operation } from '@bulkhead/contract/connect/clients'
import { createConnectToken } from '#access/tokens/connect-token'
import { insertSession, toNewSession } from '#connect/insert-session'
import { lockSession, NOTHING_BEGUN, sessionNotFound, updateSession } from '#connect/session-rows'
import { findDefinition } from '#connectors/definitions/find-definition'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { getActiveWorkspace } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

const SECONDS = 1200

/** Creates the session of a widget token, for pages of its origin, or gives the token an existing session. */
export const createWidgetSession: Handler<typeof operation> = async (services, context, { body }) => {
  const { allowed_origin } = context
  const { source_template_id, session_id } = body
  const known = source_template_id ? findDefinition(services.definitions, { source_template_id }) : undefined
  return asPrincipal(services.database, context, 'read write', async (tx) => {
    const workspace = await getActiveWorkspace(tx, context, {})
    if (session_id != null) {
      const session = await lockSession(tx, session_id)
      // A link that was created for other people is not given to the token.
      if (session?.status !== 'open' || session.is_expired || !session.is_lent) throw sessionNotFound()
      await getActiveWorkspace(tx, context, session)
      const token = createConnectToken()
      // What the previous holder prepared ends with the previous token.
      const row = await updateSession(tx, session, { token_hash: token.hash, ...NOTHING_BEGUN })
      await recordAudit(tx, context, { workspace: session.workspace_id, subject: session.session_id })
      return toNewSession(services.issuer, { row, token: token.text }, workspace.name)
    }
    const made = await insertSession(tx, context, workspace, {
      kind: 'new',
      definition_ids: known === undefined ? null : [known.definition_id.toLowerCase()],
      connector_id: null,
      connector_name: null,
      end_user_id: null,
      end_user_email: null,
      end_user_name: null,
      allowed_origins: allowed_origin === undefined ? [] : [allowed_origin],
      redirect_url: null,
      // The handshake with a page of the origin replaces the confirmation.
      require_confirmation: allowed_origin === undefined,
      confirm_within: 3600,
      on_existing: 'add',
      entities: null,
      locale: null,
      expires_in: SECONDS,
    })
    return toNewSession(services.issuer, made, workspace.name)
  })
}
