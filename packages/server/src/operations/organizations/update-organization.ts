import type { updateOrganization as operation } from '@bulkhead/contract/organizations'
import { sql } from 'kysely'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { organizationView } from '#tenancy/organizations/organization-view'
import type { Handler } from '../handler.ts'

/** Changes the organization of the token. The fields of the body are columns, and the schema lists all of them. */
export const updateOrganization: Handler<typeof operation> = async ({ database }, context, { body }) => {
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
