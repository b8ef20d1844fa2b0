import type { listAgentClients as operation } from '@bulkhead/contract/people/agent-clients'
import { readRegisteredClients } from '#agents/registered-client-rows'
import type { Handler } from '../handler.ts'

/** Lists the clients that the organization registered. */
export const listAgentClients: Handler<typeof operation> = async ({ database }, { organization }) => {
  return { data: await readRegisteredClients(database, organization) }
}
