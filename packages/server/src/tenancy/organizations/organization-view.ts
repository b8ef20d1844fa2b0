import type { Organization } from '@bulkhead/contract/organizations'
import type { Selectable } from 'kysely'
import type { Schema } from '#platform/database/schema/tables'

/** Returns an organization in the form of the API. */
export function organizationView(row: Selectable<Schema['organizations']>): Organization {
  return {
    id: row.organization_id,
    name: row.name,
    create_workspaces: row.create_workspaces,
    redirect_origins: row.redirect_origins,
    audit_retention_days: row.audit_retention_days,
    tool_call_retention_days: row.tool_call_retention_days,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}
