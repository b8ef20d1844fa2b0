import type { ExpressionBuilder } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'

/**
 * Takes a name for a workspace, unless one holds it. Current names and aliases are rows of one table, so
 * anyone who asks at the same time waits here, and its key decides.
 *
 * @returns The workspace that holds the name now.
 */
export async function claimName(
  tx: TenantTransaction,
  scope: { organization_id: string; workspace_id: string },
  name: string,
): Promise<string> {
  const { workspace_id } = await tx
    .insertInto('workspace_names')
    .values({ ...scope, name })
    // A name that is held stays as it is; updating it locks it, so that its holder cannot change meanwhile.
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'name'])
        .doUpdateSet(({ ref }) => ({ claimed_at: ref('workspace_names.claimed_at') })),
    )
    .returning('workspace_id')
    .executeTakeFirstOrThrow()
  return workspace_id
}

/** The id of the workspace that holds a name, whether or not it is the current one; inside a query of `workspaces`. */
export function getHolder(
  { selectFrom }: ExpressionBuilder<Schema, 'workspaces'>,
  organization: string,
  name: string,
) {
  return selectFrom('workspace_names as held')
    .select('held.workspace_id')
    .where('held.organization_id', '=', organization)
    .where('held.name', '=', name)
}
