import { BulkheadError } from '@bulkhead/contract/errors'
import type { checkDomain as operation } from '@bulkhead/contract/people/sign-in'
import { sql } from 'kysely'
import { recordAudit } from '#journal/audit/record-audit'
import { lockOwner } from '#people/lock-people'
import {
  DOMAIN_COLUMNS,
  domainItem,
  getRecordName,
  getRecordValue,
  holdDomain,
} from '#people/providers/domain-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUniqueViolation } from '#platform/database/schema/sqlstate'
import type { Handler } from '../handler.ts'

/** Looks up the DNS record of a domain. If it is there, stores that the domain is proven. */
export const checkDomain: Handler<typeof operation> = async ({ database, readTxt }, context, { params }) => {
  const { domain, challenge } = await asPrincipal(database, context, 'read write', (tx) =>
    holdDomain(tx, params.domain),
  )
  const [name, value] = [getRecordName(domain), getRecordValue(challenge)]
  const found = await readTxt(name)
  if (!found.some((text) => text.trim() === value)) {
    const seen = found.length === 0 ? 'there is none' : `there is ${found.length} with another value`
    throw new BulkheadError('domain_not_proven', `No TXT record "${value}" was found at ${name}: ${seen}.`)
  }
  try {
    return await asPrincipal(database, context, 'read write', async (tx) => {
      await lockOwner(tx, context.person)
      await holdDomain(tx, domain)
      const row = await tx
        .updateTable('identity.domains')
        .set({ proven_at: sql<Date>`now()`, proven_by: 'dns' })
        .where('domain', '=', domain)
        .returning(DOMAIN_COLUMNS)
        .executeTakeFirstOrThrow()
      await recordAudit(tx, context, {})
      return domainItem(row)
    })
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new BulkheadError('domain_taken', 'Another organization of this server has proven this domain.')
    }
    throw error
  }
}
