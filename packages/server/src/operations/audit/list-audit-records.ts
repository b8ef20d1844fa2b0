import type { AuditRecord, listAuditRecords as operation } from '@bulkhead/contract/audit'
import type { ErrorCode } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Schema } from '#platform/database/schema/tables'
import { nextPage, pageOf, readCursor } from '#platform/keyset'
import type { Principal } from '#request/principal'

const DEFAULT_LIMIT = 20

/** Lists the organization's audit records, newest first by their ids, which are UUIDv7. */
export async function listAuditRecords(
  { database }: Services,
  principal: Principal,
  { query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const limit = query.limit ?? DEFAULT_LIMIT
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const rows = await asPrincipal(database, principal, 'read only', (tx) => {
    let records = tx
      .selectFrom('audit_records')
      .selectAll()
      .where('organization_id', '=', principal.organization)
    if (query.event !== undefined) records = records.where('event', '=', query.event)
    if (query.outcome !== undefined) records = records.where('outcome', '=', query.outcome)
    if (query.workspace_id !== undefined) records = records.where('workspace_id', '=', query.workspace_id)
    if (query.application_id !== undefined)
      records = records.where('application_id', '=', query.application_id)
    if (query.person_id !== undefined) records = records.where('person_id', '=', query.person_id)
    if (query.since !== undefined) records = records.where('recorded_at', '>=', new Date(query.since))
    if (query.until !== undefined) records = records.where('recorded_at', '<', new Date(query.until))
    if (before !== undefined) records = records.where('record_id', '<', before)
    return records
      .$if(query.include_names === true, (found) => found.select(workspaceName))
      .orderBy('record_id', 'desc')
      .limit(limit + 1)
      .execute()
  })
  return pageOf(rows, limit, auditRecord, ({ record_id }) => nextPage('/api/v1/audit', query, record_id))
}

/** What the workspace of a record is called now; records hold ids alone. */
function workspaceName({ selectFrom }: ExpressionBuilder<Schema, 'audit_records'>) {
  return selectFrom('workspaces as w')
    .select('w.name')
    .whereRef('w.organization_id', '=', 'audit_records.organization_id')
    .whereRef('w.workspace_id', '=', 'audit_records.workspace_id')
    .as('workspace_name')
}

function auditRecord({
  record_id,
  organization_id: _,
  recorded_at,
  code,
  ...row
}: Selectable<Schema['audit_records']> & Pick<AuditRecord, 'workspace_name'>): AuditRecord {
  return { id: record_id, recorded_at: recorded_at.toISOString(), ...row, code: code as ErrorCode | null }
}
