import type { confirmConnectSession as operation } from '@bulkhead/contract/connect/sessions'
import { confirmSession } from '#connect/confirm-session'
import { getWorkspaceName } from '#connect/get-workspace-name'
import { toConnectSession } from '#connect/session-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Accepts the credential of a finished connect session. */
export const confirmConnectSession: Handler<typeof operation> = async (
  services,
  context,
  { params, body },
) => {
  const session = await confirmSession(services, context, params.session_id, body)
  const name = await asPrincipal(services.database, context, 'read only', (tx) =>
    getWorkspaceName(tx, session),
  )
  return toConnectSession(session, name)
}
