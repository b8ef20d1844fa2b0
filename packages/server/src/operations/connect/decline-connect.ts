import type { declineConnect as operation } from '@bulkhead/contract/connect/page'
import { revoking } from '#access/tokens/revocation/revoking'
import { announceEnd, endSession } from '#connect/end-session'
import { lockOpenSession } from '#connect/open-session'
import { redirectBack } from '#connect/page/redirect-back'
import { recordAudit } from '#journal/audit/record-audit'
import type { Handler } from '../handler.ts'

/** Ends a session because its end user does not want to connect. */
export const declineConnect: Handler<typeof operation> = async (services, context) => {
  const session = await revoking(services, context, async (tx, revoke) => {
    const open = await lockOpenSession(tx, context)
    const ended = await endSession(tx, services, open, 'refused')
    await announceEnd(revoke, open)
    await recordAudit(tx, context, { workspace: open.workspace_id, subject: open.session_id })
    return ended.session
  })
  return { status: session.status, redirect_to: await redirectBack(services, context, session) }
}
