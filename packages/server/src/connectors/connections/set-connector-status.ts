import { sql } from 'kysely'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { recordEvent } from '#journal/events/record-event'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { ConnectorScope } from './store-credentials.ts'

/** Changes whether a connector needs new credentials, on record and with an event. */
export async function setConnectorStatus(
  tx: TenantTransaction,
  { organization_id, workspace_id, connector_id, definition_id }: ConnectorScope & { definition_id: string },
  status: 'ready' | 'needs_reauthentication',
): Promise<void> {
  const type = status === 'ready' ? 'connector.recovered' : 'connector.needs_reauthentication'
  await tx
    .updateTable('connectors')
    .set({ status, updated_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspace_id)
    .where('connector_id', '=', connector_id)
    .execute()
  await insertAuditRecord(tx, {
    organization_id,
    event: type,
    outcome: 'done',
    code: status === 'ready' ? null : status,
    workspace_id,
    subject_id: connector_id,
    definition_id,
  })
  await recordEvent(tx, { type, workspace_id, connector_id })
}
