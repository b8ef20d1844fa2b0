import { BulkheadError } from '@bulkhead/contract/errors'
import type { ConfinedTransaction } from '#database/confine'
import { isUuid } from '#identifiers'
import type { Principal } from '#principal'

/** Finds a connector by (scope, id), or undefined: row-level security decides what scope is. */
export async function findConnector(tx: ConfinedTransaction, principal: Principal, connector_id: string) {
  if (!isUuid(connector_id)) return undefined
  return tx
    .selectFrom('connectors')
    .selectAll()
    .where('organization_id', '=', principal.organization)
    .where('connector_id', '=', connector_id)
    .$if(principal.workspace !== undefined, (rows) =>
      rows.where('workspace_id', '=', principal.workspace as string),
    )
    .executeTakeFirst()
}

/** The error for a connector that the principal cannot see, whether or not it exists. */
export function connectorNotFound(): BulkheadError {
  return new BulkheadError('connector_not_found', 'There is no such connector.')
}
