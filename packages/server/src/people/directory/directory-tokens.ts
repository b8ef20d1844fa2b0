import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Lists the tokens of a directory, the newest first. */
export async function listDirectoryTokens(tx: TenantTransaction, provider_id: string) {
  const rows = await tx
    .selectFrom('identity.directory_tokens')
    .select(['created_at', 'created_by'])
    .where('provider_id', '=', provider_id)
    .orderBy('token_id', 'desc')
    .execute()
  return rows.map((row) => ({ created_at: row.created_at.toISOString(), created_by: row.created_by }))
}

/** Deletes the tokens of a directory except the newest ones, whose number is given. The provider must be locked. */
export async function endDirectoryTokens(
  tx: TenantTransaction,
  provider_id: string,
  but: number,
): Promise<void> {
  const rows = await tx
    .selectFrom('identity.directory_tokens')
    .select('token_id')
    .where('provider_id', '=', provider_id)
    .orderBy('token_id', 'desc')
    .execute()
  const ended = rows.slice(but).map(({ token_id }) => token_id)
  if (ended.length === 0) return
  await tx.deleteFrom('identity.directory_tokens').where('token_id', 'in', ended).execute()
}

/** Counts the users and groups of a directory. */
export async function countDirectory(tx: TenantTransaction, provider_id: string) {
  const { users } = await tx
    .selectFrom('identity.identities')
    .select(({ fn }) => fn.countAll<string>().as('users'))
    .where('provider_id', '=', provider_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  const { groups } = await tx
    .selectFrom('identity.directory_groups')
    .select(({ fn }) => fn.countAll<string>().as('groups'))
    .where('provider_id', '=', provider_id)
    .executeTakeFirstOrThrow()
  return { users: Number(users), groups: Number(groups) }
}
