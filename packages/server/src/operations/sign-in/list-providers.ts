import type { listProviders as operation } from '@bulkhead/contract/people/providers'
import { getRedirectUrl, PROVIDER_COLUMNS, providerItem } from '#people/providers/provider-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Lists the providers of the organization, the first one first. */
export const listProviders: Handler<typeof operation> = async ({ database, issuer }, context) => {
  const { organization } = context
  const rows = await asPrincipal(database, context, 'read only', (tx) =>
    tx.selectFrom('identity.providers').select(PROVIDER_COLUMNS).orderBy('provider_id').execute(),
  )
  return {
    data: rows.map((row) => providerItem(issuer, organization, row)),
    redirect_url: getRedirectUrl(issuer, organization),
  }
}
