import type { WorkspaceItem } from '@bulkhead/contract/workspaces'
import type { Selectable } from 'kysely'
import type { Schema } from '#database/schema'

/** A workspace as the API shows it. */
export function workspaceItem(row: Selectable<Schema['workspaces']>): WorkspaceItem {
  return {
    id: row.workspace_id,
    name: row.name,
    organization_id: row.organization_id,
    status: row.status,
    cache_enabled: row.cache_enabled,
    tombstone: false,
    visibility: row.visibility,
    color: row.color,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

/** A name in the form that `name_contains` searches. */
export function foldName(name: string): string {
  return name.toLowerCase()
}
