import type { getConnectSession as operation } from '@bulkhead/contract/connect/sessions'
import type { Input, Output } from '@bulkhead/contract/operation'
import { findSession, sessionNotFound, toConnectSession } from '#connect/session-rows'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Returns one connect session within the principal's scope. */
export async function getConnectSession(
  { database }: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const row = await asPrincipal(database, context, 'read only', (tx) => findSession(tx, params.session_id))
  if (row === undefined) throw sessionNotFound()
  return toConnectSession(row, row.workspace_name)
}
