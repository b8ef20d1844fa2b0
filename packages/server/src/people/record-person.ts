import type { AuditEvent } from '@bulkhead/contract/operation'
import { sql } from 'kysely'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import type { Become } from '#platform/database/roles/as-identity'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Audit facts of a person who becomes signed in. */
export interface PersonRecord {
  readonly event: AuditEvent
  readonly organization: string
  readonly person: string
  /** Absent if there is no session yet. */
  readonly session?: string
  readonly request_id: string
}

/** Writes the audit record in the transaction of the change. Afterwards the transaction runs as the organization. */
export async function recordPerson(
  become: Become,
  { event, organization, person, session, request_id }: PersonRecord,
): Promise<TenantTransaction> {
  const tx = await become({ role: 'bulkhead_organization', organization })
  if (session !== undefined) {
    await tx
      .updateTable('identity.members')
      .set({ last_signed_in_at: sql<Date>`now()` })
      .where('person_id', '=', person)
      .execute()
  }
  await insertAuditRecord(tx, {
    organization_id: organization,
    event,
    outcome: 'done',
    subject_id: person,
    person_id: person,
    token_id: session ?? null,
    request_id,
  })
  return tx
}
