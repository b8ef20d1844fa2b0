import type { Input, Output } from '@bulkhead/contract/operation'
import type { updateOrganization as operation } from '@bulkhead/contract/organizations'
import { sql } from 'kysely'
import { recordAudit } from '#audit/record-audit'
import type { Services } from '#operations/services'
import { organizationView } from '#organizations/organization-view'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Act } from '#request/principal'

/** Changes the organization of the token. The fields of the body are columns, and its schema lists them all. */
export async function updateOrganization(
  { database }: Services,
  act: Act,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return asPrincipal(database, act, 'read write', async (tx) => {
    const row = await tx
      .updateTable('organizations')
      .set({ ...body, updated_at: sql<Date>`now()` })
      .returningAll()
      .executeTakeFirstOrThrow()
    await recordAudit(tx, act, { subject: act.organization })
    return organizationView(row)
  })
}
