import type { Input, Output } from '@bulkhead/contract/operation'
import type { listToolCalls as operation } from '@bulkhead/contract/tool-calls'
import { asPrincipal } from '#database/as-principal'
import type { ConfinedTransaction } from '#database/confine'
import { firstIdOf, nextPage, pageOf, readCursor } from '#keyset'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { findWorkspace } from '#workspaces/find-workspace'
import { selectToolCalls, toolCallItem } from './tool-call-item.ts'

const DEFAULT_LIMIT = 20

type Query = Input<typeof operation>['query']

/** Lists calls within the principal's scope, newest first, by ids that are in the order of time. */
export async function listToolCalls(
  { database }: Services,
  principal: Principal,
  { query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const limit = query.limit ?? DEFAULT_LIMIT
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const rows = await asPrincipal(database, principal, 'read only', async (tx) => {
    const workspaces = await workspacesMeant(tx, principal, query)
    return workspaces === 'none' ? [] : select(tx, principal, query, workspaces, before, limit + 1)
  })
  return pageOf(rows, limit, toolCallItem, ({ call_id }) => nextPage('/api/v1/tool-calls', query, call_id))
}

/** Ids that a call's workspace must have, all of them: a deleted workspace is still known by its id. */
async function workspacesMeant(
  tx: ConfinedTransaction,
  principal: Principal,
  { workspace_id, workspace_name }: Query,
): Promise<string[] | 'none'> {
  const ids = [principal.workspace, workspace_id].filter((id) => id !== undefined)
  if (workspace_name === undefined) return ids
  const named = await findWorkspace(tx, principal, { workspace_id, workspace_name })
  return named === undefined ? 'none' : [...ids, named.workspace_id]
}

function select(
  tx: ConfinedTransaction,
  principal: Principal,
  { connector_id, entity, action, status, since, until }: Query,
  workspaces: readonly string[],
  before: string | undefined,
  limit: number,
) {
  let calls = selectToolCalls(tx, principal.organization)
  for (const id of workspaces) calls = calls.where('c.workspace_id', '=', id)
  if (connector_id !== undefined) calls = calls.where('c.connector_id', '=', connector_id)
  if (entity !== undefined) calls = calls.where('c.entity', '=', entity)
  if (action !== undefined) calls = calls.where('c.action', '=', action)
  if (status !== undefined) calls = calls.where('c.status', '=', status)
  if (since !== undefined) calls = calls.where('c.call_id', '>=', firstIdOf(since))
  if (until !== undefined) calls = calls.where('c.call_id', '<', firstIdOf(until))
  if (before !== undefined) calls = calls.where('c.call_id', '<', before)
  return calls.orderBy('c.call_id', 'desc').limit(limit).execute()
}
