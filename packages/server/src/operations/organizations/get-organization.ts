import type { getOrganization as operation } from '@bulkhead/contract/organizations'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { organizationView } from '#tenancy/organizations/organization-view'
import type { Handler } from '../handler.ts'

/** Gets the organization of the token. */
export const getOrganization: Handler<typeof operation> = async ({ database }, principal) => {
  const row = await asPrincipal(database, principal, 'read only', (tx) =>
    tx.selectFrom('organizations').selectAll().executeTakeFirstOrThrow(),
  )
  return organizationView(row)
}
