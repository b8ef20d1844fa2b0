import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { type Act, recordedActor } from '#request/principal'
import { insertAuditRecord } from './insert-audit-record.ts'

/** What an act was about. */
export interface AuditSubject {
  /** The workspace concerned; that of the token where none is named. */
  workspace?: string
  /** Id of what was changed. */
  subject?: string
}

/** Records that an act was done, in the transaction that did it. Ids only: no names, no bodies. */
export async function recordAudit(
  tx: TenantTransaction,
  act: Act,
  { workspace, subject }: AuditSubject,
): Promise<void> {
  if (act.event === null) throw new TypeError('The contract declares no audit event for this operation.')
  await act.once?.applied(tx, workspace ?? act.workspace)
  await insertAuditRecord(tx, {
    organization_id: act.organization,
    event: act.event,
    outcome: 'done',
    workspace_id: workspace ?? act.workspace ?? null,
    subject_id: subject ?? null,
    ...recordedActor(act),
    token_id: act.token_id,
    request_id: act.request_id,
  })
}
