import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Reads the name of a session's workspace. */
export async function getWorkspaceName(
  tx: TenantTransaction,
  { workspace_id }: { readonly workspace_id: string },
): Promise<string | null> {
  const row = await tx
    .selectFrom('workspaces')
    .select('name')
    .where('workspace_id', '=', workspace_id)
    .executeTakeFirst()
  return row?.name ?? null
}
