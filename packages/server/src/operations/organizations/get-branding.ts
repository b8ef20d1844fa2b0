import type { getBranding as operation } from '@bulkhead/contract/organizations'
import type { Handler } from '#operations/handler'
import { readBranding } from '#organizations/branding-view'
import { asPrincipal } from '#platform/database/roles/as-principal'

/** Returns the branding of the organization's connect page. */
export const getBranding: Handler<typeof operation> = async ({ database, issuer }, principal) => {
  return asPrincipal(database, principal, 'read only', (tx) => readBranding(tx, issuer))
}
