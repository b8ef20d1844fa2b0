import type { createFlowSession as operation } from '@bulkhead/contract/connect/clients'
import { getConnectUrl, insertSession } from '#connect/insert-session'
import { findDefinition } from '#connectors/definitions/find-definition'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { getActiveWorkspace } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

/** Seconds that a session lasts. Existing clients wait three and a half minutes. */
const SECONDS = 600

/** Creates a connect session for clients that poll it and confirm nothing. */
export const createFlowSession: Handler<typeof operation> = async (services, context, { body }) => {
  const { source_definition_id: definition_id, source_template_id, workspace_id } = body
  const known = findDefinition(services.definitions, { definition_id, source_template_id })
  return asPrincipal(services.database, context, 'read write', async (tx) => {
    const workspace = await getActiveWorkspace(tx, context, { workspace_id })
    const { row, token } = await insertSession(tx, context, workspace, {
      kind: 'new',
      definition_ids: [known.definition_id.toLowerCase()],
      connector_id: null,
      connector_name: body.source_name ?? null,
      end_user_id: null,
      end_user_email: null,
      end_user_name: null,
      allowed_origins: [],
      redirect_url: null,
      require_confirmation: false,
      confirm_within: 3600,
      on_existing: 'add',
      entities: null,
      locale: null,
      is_lent: true,
      expires_in: SECONDS,
    })
    return {
      session_id: row.session_id,
      oauth_flow_url: getConnectUrl(services.issuer, row.session_id, token),
    }
  })
}
