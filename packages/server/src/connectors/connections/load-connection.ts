import type { Principal } from '#access/request/principal'
import { prepared } from '#platform/database/prepared'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { sameTenant } from '#platform/database/roles/same-tenant'
import { isUuid } from '#platform/identifiers'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { assertNotPending, connectorNotFound, findConnector } from './connector-rows.ts'
import { selectSealedConnectors } from './sealed-connectors.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
}

const byId = prepared((tx, { connector_id }: { connector_id: string }) =>
  selectSealedConnectors(tx)
    .leftJoin('connector_tokens as t', sameTenant('t', 'c', 'workspace_id', 'connector_id'))
    .leftJoin('connector_access as a', sameTenant('a', 'c', 'workspace_id', 'connector_id'))
    .select([
      'c.organization_id',
      'c.workspace_id',
      'c.connector_id',
      'c.name',
      'c.entities',
      'c.records_bodies_until',
    ])
    .select(['t.generation', 't.usable_until', 't.failure', 'a.rules as access'])
    .where('c.connector_id', '=', connector_id),
)

/**
 * Reads everything that an execution needs in one statement, and so in one snapshot: the connector, its sealed
 * credentials, the decrypted data key of its workspace, whether the workspace is active, and the expiry of its tokens.
 * `generation` is null if the tokens cannot be renewed.
 *
 * @throws BulkheadError `connector_not_found`, `connector_pending`, `not_permitted`
 */
export async function loadConnection(
  { database, keyring }: Dependencies,
  principal: Principal,
  connector_id: string,
) {
  if (!isUuid(connector_id)) throw connectorNotFound()
  const [row] = await asPrincipal(database, principal, 'read only', async (tx) => {
    // A viewer can read the connector, but no key that decrypts its credentials.
    if (principal.member !== undefined && (await findConnector(tx, connector_id)) === undefined) return []
    return byId(tx, { connector_id })
  })
  if (row === undefined) throw await whyMissing(database, principal, connector_id)
  const { kek_version, wrapped_dek, ...connection } = row
  const owner = { organization: row.organization_id, workspace: row.workspace_id }
  // Read before the data key is decrypted: a data key is kept no longer than the key that decrypted it.
  const data_key_until = keyring.openUntil(kek_version)
  return {
    ...connection,
    data_key: openDataKey(keyring, owner, { kek_version, wrapped_dek }),
    data_key_until,
  }
}

/** Returns the error for a connection that was not found. A connector that awaits confirmation has no credentials. */
async function whyMissing(database: Database, principal: Principal, connector_id: string): Promise<unknown> {
  const found = await asPrincipal(database, principal, 'read only', (tx) => findConnector(tx, connector_id))
  if (found !== undefined) assertNotPending(found)
  return connectorNotFound()
}

export type SealedConnector = Awaited<ReturnType<typeof loadConnection>>
