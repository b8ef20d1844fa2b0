import type { confirmConnectSession as operation } from '@bulkhead/contract/connect/sessions'
import type { Input, Output } from '@bulkhead/contract/operation'
import { confirmSession } from '#connect/confirm-session'
import { getWorkspaceName } from '#connect/get-workspace-name'
import { toConnectSession } from '#connect/session-rows'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Accepts the credential of a finished connect session. */
export async function confirmConnectSession(
  services: Services,
  context: RequestContext,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const session = await confirmSession(services, context, params.session_id, body)
  const name = await asPrincipal(services.database, context, 'read only', (tx) =>
    getWorkspaceName(tx, session),
  )
  return toConnectSession(session, name)
}
