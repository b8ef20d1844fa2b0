import { type RequestContext, recordedActor, recordedAgent } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { insertAuditRecord } from './insert-audit-record.ts'

/** Subject of an audit record. */
export interface AuditSubject {
  /** Workspace concerned. Default: the workspace of the token. */
  workspace?: string
  /** Id of the changed object. */
  subject?: string
  /** Id of the definition of a connector or an OAuth app. */
  definition?: string
}

/**
 * Records a change in the transaction that makes it. The record contains ids and the name of a program that acted, but
 * no body.
 */
export async function recordAudit(
  tx: TenantTransaction,
  context: RequestContext,
  { workspace, subject, definition }: AuditSubject,
): Promise<void> {
  if (context.event === null) throw new TypeError('The contract declares no audit event for this operation.')
  await context.idempotencyContext?.applied(tx, workspace ?? context.workspace)
  await insertAuditRecord(tx, {
    organization_id: context.organization,
    event: context.event,
    outcome: 'done',
    workspace_id: workspace ?? context.workspace ?? null,
    subject_id: subject ?? null,
    definition_id: definition ?? null,
    ...recordedActor(context),
    ...recordedAgent(context),
    token_id: context.token_id,
    request_id: context.request_id,
  })
}
