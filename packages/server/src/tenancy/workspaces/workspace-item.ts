import type { WorkspaceItem, WorkspaceUsage } from '@bulkhead/contract/workspaces'
import { type Selectable, sql } from 'kysely'
import type { Principal } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'

/** Workspace with its aliases: former names by which it is still found. */
export type WorkspaceRow = Selectable<Schema['workspaces']> & { readonly aliases: string[] }

/** Selects the aliases of each workspace, sorted, in a query of `workspaces`. */
export const ALIASES = sql<string[]>`array(
  select n.name from workspace_names n
  where n.organization_id = workspaces.organization_id and n.workspace_id = workspaces.workspace_id
    and n.name <> workspaces.name
  order by n.name
)`.as('aliases')

/** Returns a query of the organization's workspaces with everything that the API shows. */
export function selectWorkspaces(tx: TenantTransaction) {
  return tx.selectFrom('workspaces').selectAll().select(ALIASES)
}

/**
 * Returns a workspace as the API shows it.
 *
 * @param principal Caller. For a member, the response contains the member's own level.
 */
export function workspaceItem(
  row: WorkspaceRow,
  principal: Principal,
  usage?: WorkspaceUsage,
): WorkspaceItem {
  const level = principal.member?.levels.get(row.workspace_id)
  return {
    id: row.workspace_id,
    name: row.name,
    aliases: row.aliases,
    organization_id: row.organization_id,
    status: row.status,
    cache_enabled: row.cache_enabled,
    tombstone: false,
    visibility: row.visibility,
    color: row.color,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    ...(usage && { usage }),
    ...(level !== undefined && { level }),
  }
}

/** Returns a name in the form that `name_contains` searches. */
export function foldName(name: string): string {
  return name.toLowerCase()
}
