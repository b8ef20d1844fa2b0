import type { getOwnDefinition as operation } from '@bulkhead/contract/definitions/own'
import { findOwn } from '#connectors/definitions/own/definition-rows'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Handler } from '../handler.ts'

export const getOwnDefinition: Handler<typeof operation> = async ({ database }, principal, { params }) => {
  return asOrganizationOf(database, principal, (tx) => findOwn(tx, params.definition_id))
}
