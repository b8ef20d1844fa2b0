import type { updateAgentClient as operation } from '@bulkhead/contract/people/agent-clients'
import { updateRegisteredClient } from '#agents/registered-client-rows'
import { agentClientNotFound, createMetadata } from '#agents/registered-clients'
import { recordAudit } from '#journal/audit/record-audit'
import { isUuid } from '#platform/identifiers'
import type { Handler } from '../handler.ts'

/** Placeholder for the check if the redirect URIs do not change. */
const UNCHANGED = ['https://agents.example/callback']

/** Changes a client that the organization registered. */
export const updateAgentClient: Handler<typeof operation> = async (services, context, { params, body }) => {
  const client_id = params.client_id.toLowerCase()
  if (!isUuid(client_id)) throw agentClientNotFound()
  const { name = 'Client', redirect_uris = UNCHANGED, verified } = body
  const asked = { name, redirect_uris, confidential: false }
  const { metadata } = await createMetadata(services, client_id, asked)
  const { client_name, redirect_uris: uris, application_type } = metadata
  const changes = {
    ...(body.name !== undefined && { client_name }),
    ...(body.redirect_uris !== undefined && { redirect_uris: uris, application_type }),
  }
  return updateRegisteredClient(
    services.database,
    context,
    client_id,
    { metadata: changes, verified },
    (tx) => recordAudit(tx, context, { subject: client_id }),
  )
}
