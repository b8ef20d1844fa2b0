import type { getConnectService as operation } from '@bulkhead/contract/connect/page'
import type { Input, Output } from '@bulkhead/contract/operation'
import { findOffered } from '#connect/page/attempt'
import { readOrganizationFacts, toPageService } from '#connect/page/page-view'
import { findSession } from '#connect/session-rows'
import { findConnector } from '#connections/connector-rows'
import { getReady } from '#definitions/load-definitions'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { connectSessionEnded } from '#request/authorize'
import type { RequestContext } from '#request/principal'

/** Returns the ways to authenticate at one service that a link offers. */
export async function getConnectService(
  services: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { database, definitions } = services
  const { session, connector } = await asPrincipal(database, context, 'read only', async (tx) => {
    const session = await findSession(tx, context.connect?.session_id ?? '')
    const id = session?.kind === 'reconnect' ? session.connector_id : null
    return { session, connector: id === null ? undefined : await findConnector(tx, id) }
  })
  if (session === undefined) throw connectSessionEnded()
  const known = await getReady(findOffered(definitions, session, params.definition_id))
  const facts = await readOrganizationFacts(services, context)
  const restriction = connector?.entities ?? session.entities
  return toPageService(known, facts, restriction, (connector?.base_url ?? null) !== null)
}
