import type { getConnectPage as operation } from '@bulkhead/contract/connect/page'
import { connectSessionEnded } from '#access/request/authorize'
import { findExisting } from '#connect/find-target'
import { readOrganizationFacts, toListedService } from '#connect/page/page-view'
import { redirectBack } from '#connect/page/redirect-back'
import { findSession, toError, toPreviousAccount } from '#connect/session-rows'
import { findConnector } from '#connectors/connections/connector-rows'
import { toAccount } from '#connectors/connections/credential-source'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Returns the data that the page of a link shows. */
export const getConnectPage: Handler<typeof operation> = async (services, context) => {
  const { definitions, database } = services
  const session_id = context.connect?.session_id ?? ''
  const { session, before, replaced } = await asPrincipal(database, context, 'read only', async (tx) => {
    const session = await findSession(tx, session_id)
    if (session === undefined) throw connectSessionEnded()
    const isReconnect = session.kind === 'reconnect'
    const before = isReconnect ? await findConnector(tx, session.connector_id ?? '') : undefined
    const ids = session.definition_ids ?? definitions.all.map(({ definition_id }) => definition_id)
    const isReplaced = !isReconnect && session.on_existing === 'replace' && session.status === 'open'
    const replaced = isReplaced && ids.length > 0 ? await findExisting(tx, session, ids) : []
    return { session, before, replaced }
  })
  const { organization } = await readOrganizationFacts(services, context)
  const offered = session.definition_ids?.flatMap((id) => definitions.byId(id) ?? []) ?? definitions.all
  const { status } = session
  return {
    session_id,
    status,
    kind: session.kind,
    organization,
    asks_for: session.end_user_name ?? session.workspace_name,
    end_user_name: session.end_user_name,
    locale: session.locale,
    needs_handshake: session.allowed_origins.length > 0,
    allowed_origins: session.allowed_origins,
    has_redirect: session.redirect_url !== null,
    expires_at: session.expires_at.toISOString(),
    restriction: before?.entities ?? session.entities,
    previous_account: toPreviousAccount(session) ?? (before === undefined ? null : toAccount(before)),
    existing: replaced.map(({ connector_id, definition_id, name }) => ({
      connector_id,
      definition_id,
      name,
    })),
    services: offered.map(toListedService),
    result:
      status === 'completed' || status === 'awaiting_confirmation'
        ? {
            connector_id: session.connector_id,
            account: toAccount(session),
            status,
            redirect_to: await redirectBack(services, context, session),
          }
        : null,
    error: toError(session),
  }
}
