import type { declineConnect as operation } from '@bulkhead/contract/connect/page'
import type { Output } from '@bulkhead/contract/operation'
import { recordAudit } from '#audit/record-audit'
import { endSession } from '#connect/end-session'
import { lockOpenSession } from '#connect/open-session'
import { redirectBack } from '#connect/page/redirect-back'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Ends a session because its end user does not want to connect. */
export async function declineConnect(
  services: Services,
  context: RequestContext,
): Promise<Output<typeof operation>> {
  const session = await asPrincipal(services.database, context, 'read write', async (tx) => {
    const open = await lockOpenSession(tx, context)
    const ended = await endSession(tx, services, open, 'refused')
    await recordAudit(tx, context, { workspace: open.workspace_id, subject: open.session_id })
    return ended.session
  })
  return { status: session.status, redirect_to: await redirectBack(services, context, session) }
}
