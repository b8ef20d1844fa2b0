import type { disconnectConnector as operation } from '@bulkhead/contract/connect/page'
import { revoking } from '#access/tokens/revocation/revoking'
import { endSession, endWaitingSessions, takeBackHeld, takeBackUnshared } from '#connect/end-session'
import { lockOpenSession, takeTurns } from '#connect/open-session'
import { redirectBack } from '#connect/page/redirect-back'
import { lockWaitingSessions, wrongState } from '#connect/session-rows'
import { connectorNotFound, lockConnector, removeConnector } from '#connectors/connections/connector-rows'
import { revocableToken } from '#connectors/oauth/revoke-upstream'
import type { Handler } from '../handler.ts'

/**
 * Deletes the connector of a reconnect session, at the request of its end user. Other sessions whose credential waits
 * for the connector end with it.
 */
export const disconnectConnector: Handler<typeof operation> = async (services, context) => {
  const { session, token, account_id, others } = await revoking(services, context, async (tx, revoke) => {
    const open = await lockOpenSession(tx, context)
    if (open.kind !== 'reconnect') throw wrongState(open.status, 'this link is for a new connection.')
    await takeTurns(tx, open)
    const waiting = await lockWaitingSessions(tx, open.connector_id ?? '')
    const row = await lockConnector(tx, open.connector_id ?? '')
    if (row?.workspace_id !== open.workspace_id) throw connectorNotFound()
    const token = await revocableToken(tx, services, row)
    const others = await endWaitingSessions(tx, services, waiting)
    await removeConnector(tx, context, row, revoke)
    const { session } = await endSession(tx, services, open, 'refused')
    return { session, token, account_id: row.account_id, others }
  })
  if (token !== undefined)
    services.backgroundTasks.add(takeBackUnshared(services, context, token, account_id))
  for (const other of others) takeBackHeld(services, context, other)
  return { status: session.status, redirect_to: await redirectBack(services, context, session) }
}
