import type { listDomains as operation } from '@bulkhead/contract/people/sign-in'
import { DOMAIN_COLUMNS, domainItem } from '#people/providers/domain-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Lists the domains of the organization by name. */
export const listDomains: Handler<typeof operation> = async ({ database }, context) => {
  const rows = await asPrincipal(database, context, 'read only', (tx) =>
    tx.selectFrom('identity.domains').select(DOMAIN_COLUMNS).orderBy('domain').limit(1000).execute(),
  )
  return { data: rows.map(domainItem) }
}
