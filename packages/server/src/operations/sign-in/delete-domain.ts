import type { deleteDomain as operation } from '@bulkhead/contract/people/sign-in'
import { recordAudit } from '#audit/record-audit'
import { lockOwner } from '#identity/lock-people'
import { holdDomain } from '#identity/providers/domain-rows'
import type { Handler } from '#operations/handler'
import { asPrincipal } from '#platform/database/roles/as-principal'

/** Deletes a domain. Another organization may prove it then. */
export const deleteDomain: Handler<typeof operation> = async ({ database }, context, { params }) => {
  return asPrincipal(database, context, 'read write', async (tx) => {
    await lockOwner(tx, context.person)
    const { domain } = await holdDomain(tx, params.domain)
    await tx.deleteFrom('identity.domains').where('domain', '=', domain).execute()
    await recordAudit(tx, context, {})
    return { domain, deleted_at: new Date().toISOString() }
  })
}
