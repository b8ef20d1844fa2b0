import type { deleteDomain as operation } from '@bulkhead/contract/people/sign-in'
import { recordAudit } from '#journal/audit/record-audit'
import { lockOwner } from '#people/lock-people'
import { holdDomain } from '#people/providers/domain-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

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
