import type { getConnectService as operation } from '@bulkhead/contract/connect/page'
import { connectSessionEnded } from '#access/request/authorize'
import { findOffered } from '#connect/page/attempt'
import { readOrganizationFacts, toPageService } from '#connect/page/page-view'
import { findSession } from '#connect/session-rows'
import { findConnector } from '#connectors/connections/connector-rows'
import { getReadyFor } from '#connectors/definitions/load-definitions'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Returns the ways to authenticate at one service that a link offers. */
export const getConnectService: Handler<typeof operation> = async (services, context, { params }) => {
  const { database, definitions } = services
  const { session, connector } = await asPrincipal(database, context, 'read only', async (tx) => {
    const session = await findSession(tx, context.connect?.session_id ?? '')
    const id = session?.kind === 'reconnect' ? session.connector_id : null
    return { session, connector: id === null ? undefined : await findConnector(tx, id) }
  })
  if (session === undefined) throw connectSessionEnded()
  const known = await getReadyFor(findOffered(definitions, session, params.definition_id), context)
  const facts = await readOrganizationFacts(services, context)
  const restriction = connector?.entities ?? session.entities
  return toPageService(known, facts, restriction, (connector?.base_url ?? null) !== null)
}
