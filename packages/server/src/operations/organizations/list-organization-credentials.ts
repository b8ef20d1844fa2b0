import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { listOrganizationCredentials as operation } from '@bulkhead/contract/organizations'
import { sql } from 'kysely'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { firstIdAt } from '#platform/keyset'
import type { Principal } from '#request/principal'

const DEFAULT_LIMIT = 200
const WINDOW_MS = 30 * 86_400_000
/** Calls that a page counts. Its connectors share them equally, so that many busy ones cost no more than one. */
const MOST_COUNTED = 10_000
/** Connectors behind a page are counted up to here. */
const MOST_BEHIND = 10_000

/** Lists the connectors of the organization with their use. The id in the path may be its own and no other. */
export async function listOrganizationCredentials(
  { database }: Services,
  principal: Principal,
  { params, query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  if (params.organization_id.toLowerCase() !== principal.organization) {
    throw new BulkheadError('organization_not_found', 'There is no such organization.')
  }
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const { limit = DEFAULT_LIMIT, offset = 0 } = query
    const { total } = await tx
      .selectFrom(connectorIds(tx, offset + limit + MOST_BEHIND, 0).as('counted'))
      .select(({ fn }) => fn.countAll<number | string>().as('total'))
      .executeTakeFirstOrThrow()
    const rows = await selectPage(tx, principal, limit, offset)
    return {
      data: rows.map((row) => ({
        id: row.connector_id,
        workspace_id: row.workspace_id,
        workspace_name: row.workspace_name,
        workspace_tombstone: false,
        connector_definition_id: row.definition_id,
        connector_name: row.name,
        connector_mode: 'DIRECT' as const,
        created_at: row.created_at.toISOString(),
        last_accessed_at: row.last_accessed_at?.toISOString() ?? null,
        direct_queries_30d: Number(row.direct_queries_30d),
        replications_30d: null,
        context_store_badge_status: 'loading' as const,
        context_store_status: null,
        context_store_entity_count: 0,
        entities: row.entities,
      })),
      total: Number(total),
    }
  })
}

/** Ids of connectors. They are UUIDv7, so a page stays what it was when connectors are added. */
function connectorIds(tx: TenantTransaction, limit: number, offset: number) {
  return tx
    .selectFrom('connectors')
    .select('connector_id')
    .orderBy('connector_id')
    .limit(limit)
    .offset(offset)
}

function selectPage(tx: TenantTransaction, principal: Principal, limit: number, offset: number) {
  const since = firstIdAt(Date.now() - WINDOW_MS)
  return tx
    .selectFrom(connectorIds(tx, limit, offset).as('page'))
    .innerJoin('connectors as c', (join) =>
      join
        .on('c.organization_id', '=', principal.organization)
        .onRef('c.connector_id', '=', 'page.connector_id'),
    )
    .innerJoin('workspaces as w', sameTenant('w', 'c', 'workspace_id'))
    .select(['c.connector_id', 'c.workspace_id', 'c.definition_id', 'c.name', 'c.created_at', 'c.entities'])
    .select('w.name as workspace_name')
    .select(
      sql<Date | null>`(
        select at from tool_calls t
        where t.organization_id = c.organization_id and t.connector_id = c.connector_id
        order by t.call_id desc limit 1
      )`.as('last_accessed_at'),
    )
    .select(
      sql<number | string>`(
        select count(*) from (
          select from tool_calls t
          where t.organization_id = c.organization_id and t.connector_id = c.connector_id
            and t.call_id >= ${since}
          limit ${Math.floor(MOST_COUNTED / limit)}
        ) counted
      )`.as('direct_queries_30d'),
    )
    .orderBy('c.connector_id')
    .execute()
}
