import type { getBranding as operation } from '@bulkhead/contract/organizations'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { readBranding } from '#tenancy/organizations/branding-view'
import type { Handler } from '../handler.ts'

/** Returns the branding of the organization's connect page. */
export const getBranding: Handler<typeof operation> = async ({ database, issuer }, principal) => {
  return asPrincipal(database, principal, 'read only', (tx) => readBranding(tx, issuer))
}
