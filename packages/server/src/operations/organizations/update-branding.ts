import { invalid } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { updateBranding as operation } from '@bulkhead/contract/organizations'
import { sql } from 'kysely'
import { recordAudit } from '#audit/record-audit'
import type { Services } from '#operations/services'
import { BRANDING, toBranding } from '#organizations/branding-view'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Changes the branding of the organization's connect page. */
export async function updateBranding(
  { database, issuer }: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { name, colors, support_url, privacy_url } = body
  for (const field of ['support_url', 'privacy_url'] as const) {
    const url = body[field]
    if (url != null && !URL.canParse(url))
      throw invalid(`body.${field}`, `body.${field} must be an https URL.`)
  }
  const changes = {
    ...(name !== undefined && { name }),
    ...(colors !== undefined && { color_light: colors?.light ?? null, color_dark: colors?.dark ?? null }),
    ...(support_url !== undefined && { support_url }),
    ...(privacy_url !== undefined && { privacy_url }),
    updated_at: sql<Date>`now()`,
  }
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
