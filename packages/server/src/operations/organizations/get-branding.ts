import type { Input, Output } from '@bulkhead/contract/operation'
import type { getBranding as operation } from '@bulkhead/contract/organizations'
import type { Services } from '#operations/services'
import { readBranding } from '#organizations/branding-view'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Principal } from '#request/principal'

/** Returns the branding of the organization's connect page. */
export async function getBranding(
  { database, issuer }: Services,
  principal: Principal,
  _input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return asPrincipal(database, principal, 'read only', (tx) => readBranding(tx, issuer))
}
