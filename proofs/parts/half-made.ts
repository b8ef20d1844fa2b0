import type { AdminQuery } from '@bulkhead/testing/admin-query'

/** Finds data that only an unfinished transaction could leave, each described by a sentence. */
export async function findHalfMade(query: AdminQuery): Promise<string[]> {
  const counts: Record<string, string> = {
    'workspaces without a data key': `
      bulkhead.workspaces a where not exists (select from bulkhead.workspace_keys b
        where (b.organization_id, b.workspace_id) = (a.organization_id, a.workspace_id))`,
    'data keys without a workspace': `
      bulkhead.workspace_keys a where not exists (select from bulkhead.workspaces b
        where (b.organization_id, b.workspace_id) = (a.organization_id, a.workspace_id))`,
    'connectors without a credential': `
      bulkhead.connectors a where not exists (select from bulkhead.connector_credentials b
        where (b.organization_id, b.workspace_id, b.connector_id)
          = (a.organization_id, a.workspace_id, a.connector_id))`,
    'credentials without a connector': `
      bulkhead.connector_credentials a where not exists (select from bulkhead.connectors b
        where (b.organization_id, b.workspace_id, b.connector_id)
          = (a.organization_id, a.workspace_id, a.connector_id))`,
    'connectors of workspaces that neither live nor are being removed': `
      bulkhead.connectors a where not exists (
        select from bulkhead.workspaces b
        where (b.organization_id, b.workspace_id) = (a.organization_id, a.workspace_id)
        union all select from bulkhead.workspace_removals b
        where (b.organization_id, b.workspace_id) = (a.organization_id, a.workspace_id))`,
  }
  const faults: string[] = []
  for (const [what, from] of Object.entries(counts)) {
    const [row] = await query(`select count(*)::integer as count from ${from}`)
    if (row?.count !== 0) faults.push(`${row?.count} ${what}`)
  }
  return faults
}
