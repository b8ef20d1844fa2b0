import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import type { Tenant, TestServer } from './test-server.ts'

/** Audit record without the fields that differ from run to run. */
export interface Recorded {
  readonly event: string
  readonly outcome: string
  readonly workspace_id: string | null
  readonly subject_id: string | null
}

/** Returns an organization's audit events, oldest first. If `event` is given, only those. */
export async function getAudit(
  testServer: TestServer,
  { organization }: Pick<Tenant, 'organization'>,
  event?: string,
): Promise<Recorded[]> {
  const rows = await asPrincipal(testServer.server.services.database, { organization }, 'read only', (tx) =>
    tx
      .selectFrom('audit_records')
      .select(['event', 'outcome', 'workspace_id', 'subject_id'])
      .where('organization_id', '=', organization)
      .orderBy('record_id')
      .execute(),
  )
  return rows.filter((row) => event === undefined || row.event === event)
}
