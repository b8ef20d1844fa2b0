import type { listWorkspaceKeys as operation } from '@bulkhead/contract/workspaces/keys'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { findPathWorkspace } from '#tenancy/workspaces/find-path-workspace'
import { SHOWN, toWorkspaceKey } from '#tenancy/workspaces/key-rows'
import type { Handler } from '../handler.ts'

/** Maximum size of the list. At most ten keys are active, and few expire in a week. */
const MOST_LISTED = 100

/** Lists the keys of a workspace. */
export const listWorkspaceKeys: Handler<typeof operation> = async ({ database }, context, { params }) => {
  const rows = await asPrincipal(database, context, 'read only', async (tx) => {
    const { workspace_id } = await findPathWorkspace(tx, context, params)
    return tx
      .selectFrom('access_keys')
      .select(SHOWN)
      .where('workspace_id', '=', workspace_id)
      .orderBy('key_id', 'desc')
      .limit(MOST_LISTED)
      .execute()
  })
  return { data: rows.map(toWorkspaceKey) }
}
