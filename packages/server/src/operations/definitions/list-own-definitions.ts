import type { listOwnDefinitions as operation } from '@bulkhead/contract/definitions/own'
import { selectOwn, toOwnDefinition } from '#connectors/definitions/own/definition-rows'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Handler } from '../handler.ts'

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
