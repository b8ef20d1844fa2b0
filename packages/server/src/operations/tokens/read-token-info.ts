import { BulkheadError } from '@bulkhead/contract/errors'
import type { getScopedTokenInfo as operation } from '@bulkhead/contract/tokens'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { findWorkspace } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

/** Returns the scope of the scoped token that sends the request. */
export const readTokenInfo: Handler<typeof operation> = async ({ database }, principal) => {
  const workspace = await asPrincipal(database, principal, 'read only', (tx) =>
    findWorkspace(tx, principal, {}),
  )
  if (workspace === undefined)
    throw new BulkheadError('unauthenticated', 'The token was revoked. Get a new one.')
  return {
    organization_id: principal.organization,
    workspace_id: workspace.workspace_id,
    workspace_name: workspace.name,
    ...(principal.grant !== undefined && { grant: principal.grant }),
  }
}
