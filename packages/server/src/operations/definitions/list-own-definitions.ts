import type { listOwnDefinitions as operation } from '@bulkhead/contract/definitions/own'
import type { Input, Output } from '@bulkhead/contract/operation'
import { selectOwn, toOwnDefinition } from '#definitions/own/definition-rows'
import type { Services } from '#operations/services'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Principal } from '#request/principal'

/**
 * Lists the definitions that the organization added. Callers for one workspace may read them too, to connect these
 * services.
 */
export async function listOwnDefinitions(
  { database }: Services,
  principal: Principal,
  _input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const rows = await asOrganizationOf(database, principal, (tx) =>
    selectOwn(tx).orderBy('created_at').orderBy('definition_id').execute(),
  )
  return { data: rows.map(toOwnDefinition) }
}
