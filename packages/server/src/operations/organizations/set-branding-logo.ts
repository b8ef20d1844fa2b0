import { createHash } from 'node:crypto'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { setBrandingLogo as operation } from '@bulkhead/contract/organizations'
import { sql } from 'kysely'
import { recordAudit } from '#audit/record-audit'
import type { Services } from '#operations/services'
import { BRANDING, toBranding } from '#organizations/branding-view'
import { encodeLogo } from '#organizations/encode-logo'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Sets the logo of the connect page. */
export async function setBrandingLogo(
  { database, issuer }: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const logo = await encodeLogo(body.data)
  const logo_sha256 = createHash('sha256').update(logo).digest('hex')
  const changes = { logo, logo_sha256, updated_at: sql<Date>`now()` }
  return asPrincipal(database, context, 'read write', async (tx) => {
    const row = await tx
      .insertInto('organization_branding')
      .values({ organization_id: context.organization, ...changes })
      .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(changes))
      .returning(BRANDING)
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, { subject: context.organization })
    return toBranding(row, issuer)
  })
}
