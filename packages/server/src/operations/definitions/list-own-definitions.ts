import type { listOwnDefinitions as operation } from '@bulkhead/contract/definitions/own'
import { selectOwn, toOwnDefinition } from '#definitions/own/definition-rows'
import type { Handler } from '#operations/handler'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'

/**
 * Lists the definitions that the organization added. Callers for one workspace may read them too, to connect these
 * services.
 */
export const listOwnDefinitions: Handler<typeof operation> = async ({ database }, principal) => {
  const rows = await asOrganizationOf(database, principal, (tx) =>
    selectOwn(tx).orderBy('created_at').orderBy('definition_id').execute(),
  )
  return { data: rows.map(toOwnDefinition) }
}
