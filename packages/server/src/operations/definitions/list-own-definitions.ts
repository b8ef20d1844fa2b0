import type { listOwnDefinitions as operation } from '@bulkhead/contract/definitions/own'
import type { Input, Output } from '@bulkhead/contract/operation'
import { selectOwn, toOwnDefinition } from '#definitions/own/definition-rows'
import type { Services } from '#operations/services'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Principal } from '#request/principal'

/** Lists what the organization added. Anyone who acts for one workspace of it may connect these too. */
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
