import type { Input, Output } from '@bulkhead/contract/operation'
import type { getOrganization as operation } from '@bulkhead/contract/organizations'
import type { Services } from '#operations/services'
import { organizationView } from '#organizations/organization-view'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Principal } from '#request/principal'

/** Gets the organization of the token. */
export async function getOrganization(
  { database }: Services,
  principal: Principal,
  _input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const row = await asPrincipal(database, principal, 'read only', (tx) =>
    tx.selectFrom('organizations').selectAll().executeTakeFirstOrThrow(),
  )
  return organizationView(row)
}
