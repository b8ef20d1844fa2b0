import { randomBytes } from 'node:crypto'
import { invalid } from '@bulkhead/contract/errors'
import type { createDomain as operation } from '@bulkhead/contract/people/sign-in'
import { recordAudit } from '#journal/audit/record-audit'
import { lockOwner } from '#people/lock-people'
import { DOMAIN_COLUMNS, domainItem, holdDomain } from '#people/providers/domain-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Maximum number of domains of an organization. */
const MOST = 1000

/** Stores a domain that the organization claims as its own. If it is already stored, returns it unchanged. */
export const createDomain: Handler<typeof operation> = async ({ database }, context, { body }) => {
  const domain = body.domain.toLowerCase()
  return asPrincipal(database, context, 'read write', async (tx) => {
    await lockOwner(tx, context.person)
    const others = await tx.selectFrom('identity.domains').select('domain').limit(MOST).execute()
    if (others.length >= MOST) throw invalid('body.domain', `body.domain is one more than ${MOST}`)
    await tx
      .insertInto('identity.domains')
      .values({
        organization_id: context.organization,
        domain,
        challenge: randomBytes(24).toString('base64url'),
      })
      .onConflict((conflict) => conflict.columns(['organization_id', 'domain']).doNothing())
      .returning(DOMAIN_COLUMNS)
      .executeTakeFirst()
    await recordAudit(tx, context, {})
    return domainItem(await holdDomain(tx, domain))
  })
}
