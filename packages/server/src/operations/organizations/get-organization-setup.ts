import type { getOrganizationSetup as operation } from '@bulkhead/contract/organizations'
import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Handler } from '../handler.ts'

/** Number of recent calls among which one by an agent is looked for. */
const LOOKED_AT = 100

type Count = number | string

/** Returns which steps of the set-up are done, as far as rows of the organization show it. */
export const getOrganizationSetup: Handler<typeof operation> = async ({ database }, principal) => {
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const connector = await readLastConnector(tx)
    const found = await countSteps(tx)
    return {
      connector_id: connector?.connector_id ?? null,
      connector_called: connector?.last_call != null,
      application_called: Number(found.applications) > 0,
      oauth_app: Number(found.clients) > 0,
      connect_link: Number(found.links) > 0,
      colleague: Number(found.members) + Number(found.invitations) > 1,
      agent: Number(found.agents) > 0,
    }
  })
}

/** Returns the connector that was used last, if there is one. */
function readLastConnector(tx: TenantTransaction) {
  const last = tx
    .selectFrom('connectors')
    .select(['organization_id', 'connector_id'])
    .orderBy('last_call_at', 'desc')
    .orderBy('connector_id', 'desc')
    .limit(1)
  return tx
    .selectFrom(last.as('c'))
    .select('connector_id')
    .select(
      sql<Date | null>`(
        select at from tool_calls t
        where t.organization_id = c.organization_id and t.connector_id = c.connector_id
        order by t.call_id desc limit 1
      )`.as('last_call'),
    )
    .executeTakeFirst()
}

/**
 * Counts the rows that show that a step is done, at most as many as that takes. Because of its order, each query uses
 * an index.
 */
function countSteps(tx: TenantTransaction) {
  const count = sql<Count>`count(*)`.as('count')
  const called = tx
    .selectFrom('applications')
    .select('application_id')
    .where('last_used_at', 'is not', null)
    .orderBy('application_id')
    .limit(1)
  const client = tx.selectFrom('oauth_clients').select('definition_id').orderBy('definition_id').limit(1)
  const link = tx.selectFrom('connect_sessions').select('session_id').orderBy('session_id').limit(1)
  const members = tx.selectFrom('identity.members').select('person_id').orderBy('person_id').limit(2)
  const invitations = tx.selectFrom('identity.sign_up_links').select('link_id').orderBy('link_id').limit(2)
  const calls = tx.selectFrom('tool_calls').select('source').orderBy('call_id', 'desc').limit(LOOKED_AT)
  return tx
    .selectNoFrom([
      tx.selectFrom(called.as('of')).select(count).as('applications'),
      tx.selectFrom(client.as('of')).select(count).as('clients'),
      tx.selectFrom(link.as('of')).select(count).as('links'),
      tx.selectFrom(members.as('of')).select(count).as('members'),
      tx.selectFrom(invitations.as('of')).select(count).as('invitations'),
      tx.selectFrom(calls.as('of')).select(count).where('source', '=', 'mcp').as('agents'),
    ])
    .executeTakeFirstOrThrow()
}
