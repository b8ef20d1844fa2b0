import type { Output } from '@bulkhead/contract/operation'
import type { listAgentClients as operation } from '@bulkhead/contract/people/agent-clients'
import { readRegisteredClients } from '#agents/registered-client-rows'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'

/** Lists the clients that the organization registered. */
export async function listAgentClients(
  { database }: Services,
  { organization }: RequestContext,
): Promise<Output<typeof operation>> {
  return { data: await readRegisteredClients(database, organization) }
}
