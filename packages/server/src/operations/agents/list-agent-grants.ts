import type { listAgentGrants as operation } from '@bulkhead/contract/people/agents'
import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { nextPage, readPage, toPage } from '#platform/keyset'
import type { Handler } from '../handler.ts'

/**
 * Lists grants to programs, newest first. A member sees their own grants. Owners and admins see all grants of the
 * organization.
 */
export const listAgentGrants: Handler<typeof operation> = async (
  { database },
  { organization, person, member },
  { query },
) => {
  const { limit, after: before } = readPage(query)
  // The database policies of members show no grants. So the query runs for the organization and filters by person.
  const rows = await asPrincipal(database, { organization }, 'read only', (tx) =>
    tx
      .selectFrom('identity.agent_grants as g')
      .innerJoin('identity.people as p', 'p.id', 'g.person_id')
      .select(['g.grant_id', 'g.person_id', 'p.name as person_name', 'g.workspace_id'])
      // Not joined: Postgres 15 and 16 would read the workspaces of the organization to join a page of grants.
      .select((grant) =>
        grant
          .selectFrom('workspaces as w')
          .whereRef('w.organization_id', '=', 'g.organization_id')
          .whereRef('w.workspace_id', '=', 'g.workspace_id')
          .select('w.name')
          .as('workspace_name'),
      )
      .select(['g.client_id', 'g.client_name', 'g.client_kind'])
      .select(['g.redirect_origin', 'g.narrowing', 'g.manages', 'g.asserted'])
      .select(['g.created_at', 'g.expires_at', 'g.last_used_at'])
      .$if(member !== undefined, (grants) =>
        grants
          .where('g.person_id', '=', person ?? null)
          // A grant in a workspace that the person can no longer reach gives no rights any more, so it is not shown.
          .where(({ eb, or }) =>
            or([
              eb('g.workspace_id', 'is', null),
              eb('g.workspace_id', '=', sql<string>`any(${member?.workspaces}::uuid[])`),
            ]),
          ),
      )
      .$if(before !== undefined, (grants) => grants.where('g.grant_id', '<', before as string))
      .orderBy('g.grant_id', 'desc')
      .limit(limit + 1)
      .execute(),
  )
  return toPage(
    rows,
    limit,
    ({ grant_id: id, created_at, expires_at, last_used_at, asserted, ...grant }) => ({
      ...grant,
      approved_by: asserted ? ('provider' as const) : ('person' as const),
      id,
      created_at: created_at.toISOString(),
      expires_at: expires_at.toISOString(),
      last_used_at: last_used_at?.toISOString() ?? null,
    }),
    ({ grant_id }) => nextPage('/api/v1/agent-grants', query, grant_id),
  )
}
