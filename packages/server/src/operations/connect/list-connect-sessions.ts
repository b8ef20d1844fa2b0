import type { listConnectSessions as operation } from '@bulkhead/contract/connect/sessions'
import { currentStatus, toConnectSession } from '#connect/session-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { sameTenant } from '#platform/database/roles/same-tenant'
import { lastLookedAt, MOST_LOOKED_AT, nextPage, readPage, toPage } from '#platform/keyset'
import { findWorkspace } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

/** Lists connect sessions, newest first by their ids, which are UUIDv7. */
export const listConnectSessions: Handler<typeof operation> = async ({ database }, context, { query }) => {
  const { status, end_user_id, workspace_id, workspace_name } = query
  const { limit, after } = readPage(query)
  const behind = (session_id: string) => nextPage('/api/v1/connect/sessions', query, session_id)
  return asPrincipal(database, context, 'read only', async (tx) => {
    const isOfOne = workspace_id !== undefined || workspace_name !== undefined
    const workspace = isOfOne ? await findWorkspace(tx, context, { workspace_id, workspace_name }) : undefined
    if (isOfOne && workspace === undefined) return { data: [], next: null }
    let found = tx.selectFrom('connect_sessions').orderBy('session_id', 'desc')
    if (workspace !== undefined) found = found.where('workspace_id', '=', workspace.workspace_id)
    if (end_user_id !== undefined) found = found.where('end_user_id', '=', end_user_id)
    if (after !== undefined) found = found.where('session_id', '<', after)
    const rows = await tx
      .selectFrom(found.selectAll().limit(MOST_LOOKED_AT).as('s'))
      .innerJoin('workspaces as w', (join) =>
        sameTenant('w', 's', 'workspace_id')(join).on('w.organization_id', '=', context.organization),
      )
      .selectAll('s')
      .select(['w.name as workspace_name', currentStatus.as('current_status')])
      .$if(status !== undefined, (page) => page.where(currentStatus, '=', status as 'open'))
      .orderBy('s.session_id', 'desc')
      .limit(limit + 1)
      .execute()
    const last =
      status !== undefined && rows.length <= limit
        ? await lastLookedAt(found.select('session_id'))
        : undefined
    return toPage(
      rows,
      limit,
      (row) => toConnectSession(row, row.workspace_name),
      ({ session_id }) => behind(session_id),
      last && behind(last.session_id),
    )
  })
}
