import type { createAgentClient as operation } from '@bulkhead/contract/people/agent-clients'
import { v7 as uuidv7 } from 'uuid'
import { insertRegisteredClient } from '#agents/registered-client-rows'
import { createMetadata } from '#agents/registered-clients'
import { recordAudit } from '#journal/audit/record-audit'
import type { Handler } from '../handler.ts'

/** Registers a client that only people of the organization can use. */
export const createAgentClient: Handler<typeof operation> = async (services, context, { body }) => {
  const { name, redirect_uris, verified = true, confidential = false } = body
  const client_id = uuidv7()
  const asked = { name, redirect_uris, confidential }
  const { metadata, client_secret } = await createMetadata(services, client_id, asked)
  const client = { client_id, metadata, verified }
  const made = await insertRegisteredClient(services.database, context, client, (tx) =>
    recordAudit(tx, context, { subject: client_id }),
  )
  return { ...made, ...(client_secret !== undefined && { client_secret }) }
}
