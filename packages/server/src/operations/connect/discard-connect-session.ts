import type { discardConnectSession as operation } from '@bulkhead/contract/connect/sessions'
import { lockAwaiting } from '#connect/confirm-session'
import { decide } from '#connect/decide'
import { endSession, takeBackHeld } from '#connect/end-session'
import { getWorkspaceName } from '#connect/get-workspace-name'
import { toConnectSession } from '#connect/session-rows'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Rejects the credential of a finished connect session. */
export const discardConnectSession: Handler<typeof operation> = async (services, context, { params }) => {
  const { ended, name } = await asPrincipal(services.database, context, 'read write', async (tx) => {
    const ended = await decide(tx, context, params.session_id, async (tx) => {
      return endSession(tx, services, await lockAwaiting(tx, params.session_id), 'discarded')
    })
    const { session } = ended
    await recordAudit(tx, context, { workspace: session.workspace_id, subject: session.session_id })
    return { ended, name: await getWorkspaceName(tx, session) }
  })
  takeBackHeld(services, context, ended)
  return toConnectSession(ended.session, name)
}
