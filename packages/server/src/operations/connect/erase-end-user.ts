import type { eraseEndUser as operation } from '@bulkhead/contract/connect/sessions'
import { invalid } from '@bulkhead/contract/errors'
import { revoking } from '#access/tokens/revocation/revoking'
import { announceEnd, type EndedSession, endSession, takeBackHeld } from '#connect/end-session'
import { recordAudit } from '#journal/audit/record-audit'
import { eraseFromEvents } from '#journal/events/erase-from-events'
import type { Handler } from '../handler.ts'

const NO_END_USER = { end_user_id: null, end_user_email: null, end_user_name: null } as const
const NO_ACCOUNT = { account_id: null, account_name: null } as const

/**
 * Erases the stored data of an end user in all workspaces of the organization, and ends the open links for that end
 * user.
 */
export const eraseEndUser: Handler<typeof operation> = async (
  services,
  context,
  { params: { end_user_id } },
) => {
  // The application chooses this id, so NUL is rejected here. In a body or query NUL is always rejected, and an id that
  // this server creates never has it.
  if (end_user_id.includes('\0')) {
    throw invalid('path.end_user_id', 'path.end_user_id contains the character NUL, which no id has.')
  }
  const { ended, erased } = await revoking(services, context, async (tx, revoke) => {
    const live = await tx
      .selectFrom('connect_sessions')
      .selectAll()
      .where('end_user_id', '=', end_user_id)
      .where('status', 'in', ['open', 'awaiting_confirmation'])
      .orderBy('session_id')
      .forUpdate()
      .execute()
    const ended: EndedSession[] = []
    for (const session of live) {
      ended.push(await endSession(tx, services, session, 'revoked'))
      await announceEnd(revoke, session)
    }
    const sessions = await tx
      .updateTable('connect_sessions')
      .set({
        ...NO_END_USER,
        ...NO_ACCOUNT,
        previous_account_id: null,
        previous_account_name: null,
        browser: null,
        network: null,
      })
      .where('end_user_id', '=', end_user_id)
      .executeTakeFirst()
    const connectors = await tx
      .updateTable('connectors')
      .set({ ...NO_END_USER, ...NO_ACCOUNT })
      .where('end_user_id', '=', end_user_id)
      .executeTakeFirst()
    await eraseFromEvents(tx, end_user_id)
    await recordAudit(tx, context, {})
    const erased = {
      sessions: Number(sessions.numUpdatedRows),
      connectors: Number(connectors.numUpdatedRows),
    }
    return { ended, erased }
  })
  for (const session of ended) takeBackHeld(services, context, session)
  return erased
}
