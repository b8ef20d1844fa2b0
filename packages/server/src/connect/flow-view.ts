import type { getFlowSession } from '@bulkhead/contract/connect/clients'
import type { Output } from '@bulkhead/contract/operation'
import type { Principal } from '#access/request/principal'
import { findConnector } from '#connectors/connections/connector-rows'
import type { Definitions } from '#connectors/definitions/load-definitions'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { findSession, sessionNotFound } from './session-rows.ts'

type FlowSession = Output<typeof getFlowSession>

/** Reads a session in the format of existing clients. @throws BulkheadError `connect_session_not_found` */
export async function readFlowSession(
  { database, definitions }: { readonly database: Database; readonly definitions: Definitions },
  principal: Principal,
  session_id: string,
): Promise<FlowSession> {
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const session = await findSession(tx, session_id)
    if (session === undefined) throw sessionNotFound()
    const isDone = session.status === 'completed' && session.connector_id !== null
    const connector = isDone ? await findConnector(tx, session.connector_id ?? '') : undefined
    return toFlowSession(definitions, session, connector)
  })
}

function toFlowSession(
  definitions: Definitions,
  session: NonNullable<Awaited<ReturnType<typeof findSession>>>,
  connector: { readonly connector_id: string; readonly name: string } | undefined,
): FlowSession {
  const { current_status: status, session_id, workspace_id, definition_ids } = session
  const [definition_id] = definition_ids ?? []
  const known = definition_id === undefined ? undefined : definitions.byId(definition_id)
  const isPending = status === 'open' || status === 'awaiting_confirmation'
  return {
    session_id,
    status: status === 'completed' ? 'completed' : isPending ? 'pending' : 'error',
    error:
      status === 'completed' || isPending
        ? null
        : (session.error_message ?? `The connect session is ${status}.`),
    source_id: connector?.connector_id ?? null,
    source_name: connector?.name ?? null,
    source_template_id: known?.template_id ?? null,
    source_definition_id: known?.definition_id ?? null,
    workspace_id,
  }
}
