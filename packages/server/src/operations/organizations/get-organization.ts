import type { getOrganization as operation } from '@bulkhead/contract/organizations'
import type { Handler } from '#operations/handler'
import { organizationView } from '#organizations/organization-view'
import { asPrincipal } from '#platform/database/roles/as-principal'

/** Gets the organization of the token. */
export const getOrganization: Handler<typeof operation> = async ({ database }, principal) => {
  const row = await asPrincipal(database, principal, 'read only', (tx) =>
    tx.selectFrom('organizations').selectAll().executeTakeFirstOrThrow(),
  )
  return organizationView(row)
}
