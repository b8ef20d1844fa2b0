import type { getOwnDefinition as operation } from '@bulkhead/contract/definitions/own'
import { findOwn } from '#definitions/own/definition-rows'
import type { Handler } from '#operations/handler'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'

export const getOwnDefinition: Handler<typeof operation> = async ({ database }, principal, { params }) => {
  return asOrganizationOf(database, principal, (tx) => findOwn(tx, params.definition_id))
}
