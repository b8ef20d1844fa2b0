import type { deleteAgentClient as operation } from '@bulkhead/contract/people/agent-clients'
import { deleteRegisteredClient } from '#agents/registered-client-rows'
import { agentClientNotFound } from '#agents/registered-clients'
import { recordAudit } from '#journal/audit/record-audit'
import { isUuid } from '#platform/identifiers'
import type { Handler } from '../handler.ts'

/** Deletes a client that the organization registered. Its grants end with it. */
export const deleteAgentClient: Handler<typeof operation> = async (services, context, { params }) => {
  const client_id = params.client_id.toLowerCase()
  if (!isUuid(client_id)) throw agentClientNotFound()
  const ended_grants = await deleteRegisteredClient(services, context, client_id, (tx) =>
    recordAudit(tx, context, { subject: client_id }),
  )
  return { id: client_id, ended_grants, deleted_at: new Date().toISOString() }
}
