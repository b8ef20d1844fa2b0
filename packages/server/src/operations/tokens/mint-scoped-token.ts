import { invalid } from '@bulkhead/contract/errors'
import { type Grant, READ_ACTIONS } from '@bulkhead/contract/grants'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { createScopedToken } from '@bulkhead/contract/tokens'
import { ACTIONS } from '@bulkhead/engine/describe'
import type { Services } from '#operations/services'
import { isReached } from '#request/authorize'
import type { RequestContext } from '#request/principal'
import { SCOPED_TOKEN_SECONDS } from '#tokens/claims'
import { getMostSeconds, signScopedToken } from '#tokens/sign-scoped-token'
import { getOrCreateWorkspace } from '#workspaces/find-or-make-workspace'

/** Mints a token for one workspace, making the workspace when the name is new. */
export async function mintScopedToken(
  services: Services,
  context: RequestContext,
  { body }: Input<typeof createScopedToken>,
): Promise<Output<typeof createScopedToken>> {
  assertActions(body.actions)
  const workspace = await getOrCreateWorkspace(services, context, body)
  const grant = getGrant(body)
  // A token that is not narrowed adds, changes and deletes connectors, which of members a manager may.
  if (grant === undefined) isReached(context, workspace.workspace_id, 'manager')
  const expires_in = Math.min(body.expires_in ?? SCOPED_TOKEN_SECONDS, getMostSeconds(context))
  const token = signScopedToken(services, context, workspace, grant && { grant }, expires_in)
  return { token, expires_in, workspace_id: workspace.workspace_id, workspace_name: workspace.name }
}

/** The grant a body asks for, ids in lower case as they are compared; undefined for a token of the whole workspace. */
function getGrant({ connector_ids, entities, actions, read_only }: Input<typeof createScopedToken>['body']) {
  const grant: Grant = {
    ...(connector_ids && { connector_ids: connector_ids.map((id) => id.toLowerCase()) }),
    ...(entities && { entities }),
    ...(actions && { actions }),
    ...(read_only && { read_only }),
  }
  return Object.keys(grant).length > 0 ? grant : undefined
}

/** Those that documents declare, and those that clients know beside them. */
const KNOWN_ACTIONS: ReadonlySet<string> = new Set([
  ...ACTIONS,
  ...READ_ACTIONS,
  'search',
  'context_store_sql_query',
  'authorize',
])

/**
 * Refuses actions that no operation has: the token would be good for less than is thought.
 *
 * @throws BulkheadError `invalid_request`
 */
function assertActions(actions: readonly string[] | undefined): void {
  const unknown = actions?.findIndex((action) => !KNOWN_ACTIONS.has(action)) ?? -1
  if (unknown === -1) return
  const field = `body.actions.${unknown}`
  const message = `${field} is no action; there are ${[...KNOWN_ACTIONS].join(', ')}`
  throw invalid(field, message)
}
