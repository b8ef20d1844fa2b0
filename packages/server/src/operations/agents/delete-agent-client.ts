import type { Input, Output } from '@bulkhead/contract/operation'
import type { deleteAgentClient as operation } from '@bulkhead/contract/people/agent-clients'
import { deleteRegisteredClient } from '#agents/registered-client-rows'
import { agentClientNotFound } from '#agents/registered-clients'
import { recordAudit } from '#audit/record-audit'
import type { Services } from '#operations/services'
import { isUuid } from '#platform/identifiers'
import type { RequestContext } from '#request/principal'

/** Deletes a client that the organization registered. Its grants end with it. */
export async function deleteAgentClient(
  services: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const client_id = params.client_id.toLowerCase()
  if (!isUuid(client_id)) throw agentClientNotFound()
  const ended_grants = await deleteRegisteredClient(services, context, client_id, (tx) =>
    recordAudit(tx, context, { subject: client_id }),
  )
  return { id: client_id, ended_grants, deleted_at: new Date().toISOString() }
}
