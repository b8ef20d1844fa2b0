import { BulkheadError } from '@bulkhead/contract/errors'
import { listNames } from '@bulkhead/engine/text'
import type { Selectable } from 'kysely'
import { assertNotPending, connectorNotFound, findConnector } from '#connectors/connections/connector-rows'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import type { SessionRow } from './session-rows.ts'

/** Connector whose credential a session replaces. */
export type TargetRow = Selectable<Schema['connectors']>

/**
 * Finds the connector whose credential a session is to replace; undefined if the session creates a new one.
 *
 * @throws BulkheadError `connector_not_found`, `connector_pending`, `connector_exists`, `connector_ambiguous`
 */
export async function findTarget(
  tx: TenantTransaction,
  session: SessionRow,
  definition_id: string,
): Promise<TargetRow | undefined> {
  if (session.kind === 'reconnect') {
    const row = await findConnector(tx, session.connector_id ?? '')
    if (row?.workspace_id !== session.workspace_id) throw connectorNotFound()
    if (row.definition_id !== definition_id) throw connectorNotFound()
    assertNotPending(row)
    return row
  }
  return chooseExisting(tx, session, definition_id)
}

/**
 * Chooses the existing connector that a new one would replace; undefined if the new one is added.
 *
 * @throws BulkheadError `connector_exists`, `connector_ambiguous`
 */
export async function chooseExisting(
  tx: TenantTransaction,
  session: Pick<SessionRow, 'workspace_id' | 'end_user_id' | 'on_existing'>,
  definition_id: string,
): Promise<TargetRow | undefined> {
  if (session.on_existing === 'add') return undefined
  const [first, ...others] = await findExisting(tx, session, [definition_id])
  if (first === undefined) return undefined
  if (session.on_existing === 'refuse') {
    throw new BulkheadError('connector_exists', `The workspace already has this connector: ${first.name}.`)
  }
  if (others.length === 0) return first
  const names = listNames([first, ...others].map(({ name }) => name))
  throw new BulkheadError('connector_ambiguous', `Several connectors could be replaced: ${names}.`)
}

/**
 * Finds the connectors of some services in the workspace of a session that belong to the same end user. If the session
 * has no end user, only connectors without one match. So an end user never replaces the credential of another.
 */
export function findExisting(
  tx: TenantTransaction,
  { workspace_id, end_user_id }: Pick<SessionRow, 'workspace_id' | 'end_user_id'>,
  definition_ids: readonly string[],
): Promise<TargetRow[]> {
  return tx
    .selectFrom('connectors')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('definition_id', 'in', [...definition_ids])
    .where('status', '!=', 'pending')
    .where('end_user_id', 'is not distinct from', end_user_id)
    .orderBy('connector_id')
    .limit(20)
    .execute()
}
