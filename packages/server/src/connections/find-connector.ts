import { BulkheadError } from '@bulkhead/contract/errors'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { isUuid } from '#platform/identifiers'
import type { Principal } from '#request/principal'

type Scope = Pick<Principal, 'organization' | 'workspace'>

/** Finds a connector by (scope, id), or undefined: row-level security decides what scope is. */
export async function findConnector(tx: ConfinedTransaction, principal: Scope, connector_id: string) {
  if (!isUuid(connector_id)) return undefined
  return connectorById(tx, principal, connector_id).executeTakeFirst()
}

/**
 * As {@link findConnector}, and keeps it as it is until the transaction ends. Who writes rows that belong to a
 * connector does this first, so that those who do so at the same time take turns and never wait for each other.
 */
export async function lockConnector(tx: ConfinedTransaction, principal: Scope, connector_id: string) {
  if (!isUuid(connector_id)) return undefined
  return connectorById(tx, principal, connector_id).forUpdate().executeTakeFirst()
}

function connectorById(tx: ConfinedTransaction, { organization, workspace }: Scope, connector_id: string) {
  return tx
    .selectFrom('connectors')
    .selectAll()
    .where('organization_id', '=', organization)
    .where('connector_id', '=', connector_id)
    .$if(workspace !== undefined, (rows) => rows.where('workspace_id', '=', workspace as string))
}

/** The error for a connector that the principal cannot see, whether or not it exists. */
export function connectorNotFound(): BulkheadError {
  return new BulkheadError('connector_not_found', 'There is no such connector.')
}
