import { type ExpressionBuilder, sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import { foldName } from './workspace-item.ts'

/**
 * Claims a name for a workspace, unless another workspace holds it. Current names and aliases are rows of one table.
 * Concurrent claims wait here, and the table's key decides.
 *
 * @returns Workspace that holds the name now.
 */
export async function claimName(
  tx: TenantTransaction,
  scope: { organization_id: string; workspace_id: string },
  name: string,
): Promise<string> {
  const { workspace_id } = await tx
    .insertInto('workspace_names')
    .values({ ...scope, name })
    // A held name stays as it is. The update locks it, so that its holder cannot change in the meantime.
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'name'])
        .doUpdateSet(({ ref }) => ({ claimed_at: ref('workspace_names.claimed_at') })),
    )
    .returning('workspace_id')
    .executeTakeFirstOrThrow()
  return workspace_id
}

/**
 * Returns SQL for the id of the workspace that holds a name, whether or not it is the current one. For use inside a
 * query of `workspaces`.
 */
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

/**
 * Returns SQL for the id of the workspace that a search names: its holder, or else the oldest workspace whose name
 * differs in letter case alone. For use inside a query of `workspaces`.
 */
export function getNamed(rows: ExpressionBuilder<Schema, 'workspaces'>, organization: string, text: string) {
  const namesake = rows
    .selectFrom('workspaces as namesake')
    .select('namesake.workspace_id')
    .where('namesake.organization_id', '=', organization)
    .where('namesake.name_folded', '=', foldName(text))
    .orderBy('namesake.workspace_id')
    .limit(1)
  // Beside a row-level policy, the planner takes no `coalesce` as the condition of an index: it may leak.
  return sql<string | null>`(select coalesce(${getHolder(rows, organization, text)}, ${namesake}))`
}
