import type { getOwnDefinition as operation } from '@bulkhead/contract/definitions/own'
import type { Input, Output } from '@bulkhead/contract/operation'
import { findOwn } from '#definitions/own/definition-rows'
import type { Services } from '#operations/services'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Principal } from '#request/principal'

export async function getOwnDefinition(
  { database }: Services,
  principal: Principal,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return asOrganizationOf(database, principal, (tx) => findOwn(tx, params.definition_id))
}
