import { BulkheadError } from '@bulkhead/contract/errors'
import type { ConnectionCache } from '#connections/connection-cache'
import type { Database } from '#platform/database/roles/confine'
import type { EntityPermission } from '#platform/database/schema/tables'
import type { Act } from '#request/principal'
import { stillCounts } from '#tokens/still-counts'
import { demandActive } from '#workspaces/find-workspace'

interface Dependencies {
  readonly database: Database
  readonly connections: ConnectionCache
}

/**
 * Reads what the connector allows now, of a call that began when its token was good: that it expired since is no matter.
 *
 * @throws BulkheadError `unauthenticated`, `connector_not_found`, `workspace_inactive`
 */
export async function entitiesAllowedNow(
  { database, connections }: Dependencies,
  act: Act,
  connector_id: string,
): Promise<readonly EntityPermission[] | null> {
  if (!(await stillCounts(database, act))) {
    throw new BulkheadError('unauthenticated', 'What the call was begun with was revoked.')
  }
  const { workspace_status, entities } = await connections.load(act, connector_id)
  demandActive({ status: workspace_status })
  return entities
}
