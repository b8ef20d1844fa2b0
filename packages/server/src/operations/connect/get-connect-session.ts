import type { getConnectSession as operation } from '@bulkhead/contract/connect/sessions'
import { findSession, sessionNotFound, toConnectSession } from '#connect/session-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Returns one connect session within the principal's scope. */
export const getConnectSession: Handler<typeof operation> = async ({ database }, context, { params }) => {
  const row = await asPrincipal(database, context, 'read only', (tx) => findSession(tx, params.session_id))
  if (row === undefined) throw sessionNotFound()
  return toConnectSession(row, row.workspace_name)
}
