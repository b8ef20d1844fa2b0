import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/**
 * Reads the current names of workspaces or connectors by id. Other things by which calls are divided have no names
 * here.
 */
export async function readNames(
  tx: TenantTransaction,
  of: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = keys.filter((key) => key !== '')
  if (ids.length === 0) return new Map()
  const rows =
    of === 'workspace'
      ? await tx
          .selectFrom('workspaces')
          .select(['workspace_id as id', 'name'])
          .where('workspace_id', 'in', ids)
          .execute()
      : of === 'connector'
        ? await tx
            .selectFrom('connectors')
            .select(['connector_id as id', 'name'])
            .where('connector_id', 'in', ids)
            .execute()
        : []
  return new Map(rows.map(({ id, name }) => [id, name]))
}
