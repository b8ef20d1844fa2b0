import type { deleteBrandingLogo as operation } from '@bulkhead/contract/organizations'
import { sql } from 'kysely'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { readBranding } from '#tenancy/organizations/branding-view'
import type { Handler } from '../handler.ts'

/** Removes the logo of the connect page. Removing none succeeds. */
export const deleteBrandingLogo: Handler<typeof operation> = async ({ database, issuer }, context) => {
  return asPrincipal(database, context, 'read write', async (tx) => {
    await tx
      .updateTable('organization_branding')
      .set({ logo: null, logo_sha256: null, updated_at: sql<Date>`now()` })
      .execute()
    await recordAudit(tx, context, { subject: context.organization })
    return readBranding(tx, issuer)
  })
}
