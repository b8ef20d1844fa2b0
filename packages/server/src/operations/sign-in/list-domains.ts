import type { Output } from '@bulkhead/contract/operation'
import type { listDomains as operation } from '@bulkhead/contract/people/sign-in'
import { DOMAIN_COLUMNS, domainItem } from '#identity/providers/domain-rows'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Lists the domains of the organization by name. */
export async function listDomains(
  { database }: Services,
  context: RequestContext,
): Promise<Output<typeof operation>> {
  const rows = await asPrincipal(database, context, 'read only', (tx) =>
    tx.selectFrom('identity.domains').select(DOMAIN_COLUMNS).orderBy('domain').limit(1000).execute(),
  )
  return { data: rows.map(domainItem) }
}
