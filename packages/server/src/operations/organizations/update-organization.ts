import type { Input, Output } from '@bulkhead/contract/operation'
import type { updateOrganization as operation } from '@bulkhead/contract/organizations'
import { sql } from 'kysely'
import { recordAudit } from '#audit/record-audit'
import type { Services } from '#operations/services'
import { organizationView } from '#organizations/organization-view'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Changes the organization of the token. The fields of the body are columns, and the schema lists all of them. */
export async function updateOrganization(
  { database }: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return asPrincipal(database, context, 'read write', async (tx) => {
    const row = await tx
      .updateTable('organizations')
      .set({ ...body, updated_at: sql<Date>`now()` })
      .returningAll()
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, { subject: context.organization })
    return organizationView(row)
  })
}
