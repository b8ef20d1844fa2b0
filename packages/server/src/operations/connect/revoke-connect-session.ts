import type { revokeConnectSession as operation } from '@bulkhead/contract/connect/sessions'
import { revoking } from '#access/tokens/revocation/revoking'
import { decide } from '#connect/decide'
import { announceEnd, type EndedSession, endSession, takeBackHeld } from '#connect/end-session'
import { getWorkspaceName } from '#connect/get-workspace-name'
import { lockSession, sessionNotFound, toConnectSession } from '#connect/session-rows'
import { recordAudit } from '#journal/audit/record-audit'
import type { Handler } from '../handler.ts'

/** Ends a connect session. One that has ended stays as it is. */
export const revokeConnectSession: Handler<typeof operation> = async (services, context, { params }) => {
  const { ended, name } = await revoking(services, context, async (tx, revoke) => {
    const ended = await decide(tx, context, params.session_id, async (tx): Promise<EndedSession> => {
      const session = await lockSession(tx, params.session_id)
      if (session === undefined) throw sessionNotFound()
      const { status, is_expired, is_overdue } = session
      if (status !== 'open' && status !== 'awaiting_confirmation') return { session }
      const isOver = status === 'open' ? is_expired : is_overdue
      return endSession(tx, services, session, isOver ? 'expired' : 'revoked')
    })
    const { session } = ended
    await announceEnd(revoke, session)
    await recordAudit(tx, context, { workspace: session.workspace_id, subject: session.session_id })
    return { ended, name: await getWorkspaceName(tx, session) }
  })
  takeBackHeld(services, context, ended)
  return toConnectSession(ended.session, name)
}
