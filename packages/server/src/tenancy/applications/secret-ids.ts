import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Returns the ids of an application's valid secrets. */
export async function getSecretIds(
  tx: TenantTransaction,
  { application_id }: { readonly application_id: string },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('application_secrets')
    .select('secret_id')
    .where('application_id', '=', application_id)
    .execute()
  return rows.map(({ secret_id }) => secret_id)
}
