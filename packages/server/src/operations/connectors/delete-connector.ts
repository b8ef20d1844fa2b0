import { randomUUID } from 'node:crypto'
import type { deleteConnector as operation } from '@bulkhead/contract/connectors'
import { revoking } from '#access/tokens/revocation/revoking'
import { endWaitingSessions, takeBackHeld, takeBackUnshared } from '#connect/end-session'
import { takeTurns } from '#connect/open-session'
import { lockWaitingSessions } from '#connect/session-rows'
import {
  connectorNotFound,
  findConnector,
  holdConnector,
  removeConnector,
} from '#connectors/connections/connector-rows'
import { revocableToken } from '#connectors/oauth/revoke-upstream'
import { recordAudit } from '#journal/audit/record-audit'
import { asWorkspaceWithin } from '#platform/database/roles/as-workspace-within'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Handler } from '../handler.ts'

/**
 * Deletes a connector with its encrypted credentials before it responds. Sessions whose credential waits for the
 * connector end, and a connector that awaits confirmation is deleted with its session. The `job_id` is there for clients
 * that expect one, and no operation accepts it. If the service can revoke the refresh tokens, that is tried afterwards,
 * unless another connector is of the same account: the service would often end its grant too.
 */
export const deleteConnector: Handler<typeof operation> = async (
  services,
  context,
  { params: { connector_id } },
) => {
  const { token, account_id, ended } = await revoking(services, context, async (tx, revoke) => {
    const found = await findConnector(tx, connector_id)
    if (found === undefined) throw connectorNotFound()
    await takeTurns(tx, found)
    const waiting = await lockWaitingSessions(tx, connector_id)
    const row = await holdConnector(tx, connector_id)
    const token = await revocableToken(tx, services, row)
    const { workspace_id: workspace, definition_id: definition } = row
    const end = (tx: TenantTransaction) => endWaitingSessions(tx, services, waiting)
    // A member who may delete the connector may not write all columns of a session.
    const ended = tx.scope.member === undefined ? await end(tx) : await asWorkspaceWithin(tx, workspace, end)
    if (waiting.some(({ kind }) => kind === 'new') && row.status === 'pending')
      await recordAudit(tx, context, { workspace, subject: connector_id, definition })
    else await removeConnector(tx, context, row, revoke)
    return { token, account_id: row.account_id, ended }
  })
  if (token !== undefined)
    services.backgroundTasks.add(takeBackUnshared(services, context, token, account_id, 'surely'))
  for (const one of ended) takeBackHeld(services, context, one)
  return { job_id: randomUUID() }
}
