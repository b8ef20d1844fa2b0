import type { Input, Output } from '@bulkhead/contract/operation'
import type { deleteDomain as operation } from '@bulkhead/contract/people/sign-in'
import { recordAudit } from '#audit/record-audit'
import { lockOwner } from '#identity/lock-people'
import { holdDomain } from '#identity/providers/domain-rows'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Deletes a domain. Another organization may prove it then. */
export async function deleteDomain(
  { database }: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return asPrincipal(database, context, 'read write', async (tx) => {
    await lockOwner(tx, context.person)
    const { domain } = await holdDomain(tx, params.domain)
    await tx.deleteFrom('identity.domains').where('domain', '=', domain).execute()
    await recordAudit(tx, context, {})
    return { domain, deleted_at: new Date().toISOString() }
  })
}
