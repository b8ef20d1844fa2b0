import { sql } from 'kysely'
import { prepared } from '#platform/database/prepared'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import { isUuid } from '#platform/identifiers'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import type { Principal } from '#request/principal'
import { connectorNotFound } from './connector-rows.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
}

const inOrganization = prepared(
  (tx, { organization, connector_id }: { organization: string; connector_id: string }) =>
    connections(tx).where('c.organization_id', '=', organization).where('c.connector_id', '=', connector_id),
)

const inWorkspace = prepared(
  (
    tx,
    {
      organization,
      workspace,
      connector_id,
    }: { organization: string; workspace: string; connector_id: string },
  ) =>
    connections(tx)
      .where('c.organization_id', '=', organization)
      .where('c.workspace_id', '=', workspace)
      .where('c.connector_id', '=', connector_id),
)

function connections(tx: ConfinedTransaction) {
  return tx
    .selectFrom('connectors as c')
    .innerJoin('workspaces as w', (join) =>
      join
        .onRef('w.organization_id', '=', 'c.organization_id')
        .onRef('w.workspace_id', '=', 'c.workspace_id'),
    )
    .innerJoin('workspace_keys as k', (join) =>
      join
        .onRef('k.organization_id', '=', 'c.organization_id')
        .onRef('k.workspace_id', '=', 'c.workspace_id'),
    )
    .innerJoin('connector_credentials as s', (join) =>
      join
        .onRef('s.organization_id', '=', 'c.organization_id')
        .onRef('s.workspace_id', '=', 'c.workspace_id')
        .onRef('s.connector_id', '=', 'c.connector_id')
        .on('s.purpose', '=', sql.lit('api')),
    )
    .leftJoin('connector_tokens as t', (join) =>
      join
        .onRef('t.organization_id', '=', 'c.organization_id')
        .onRef('t.workspace_id', '=', 'c.workspace_id')
        .onRef('t.connector_id', '=', 'c.connector_id'),
    )
    .select(['c.organization_id', 'c.workspace_id', 'c.connector_id', 'c.definition_id', 'c.name'])
    .select(['c.auth_option', 'c.settings', 'c.base_url', 'c.entities', 'c.status'])
    .select(['w.status as workspace_status', 'k.kek_version', 'k.wrapped_dek', 's.origins', 's.sealed'])
    .select(['t.generation', 't.usable_until', 't.failure'])
}

/**
 * Reads everything an execution needs in one statement, so in one snapshot: the connector, its sealed
 * credentials, the data key of its workspace, open, whether the workspace is active, and for how long its tokens
 * are good. `generation` is null where no new ones can be had.
 *
 * @throws BulkheadError `connector_not_found`
 */
export async function loadConnection(
  { database, keyring }: Dependencies,
  principal: Principal,
  connector_id: string,
) {
  if (!isUuid(connector_id)) throw connectorNotFound()
  const { organization, workspace } = principal
  const [row] = await asPrincipal(database, principal, 'read only', (tx) =>
    workspace === undefined
      ? inOrganization(tx, { organization, connector_id })
      : inWorkspace(tx, { organization, workspace, connector_id }),
  )
  if (row === undefined) throw connectorNotFound()
  const { kek_version, wrapped_dek, ...connection } = row
  const owner = { organization: row.organization_id, workspace: row.workspace_id }
  return { ...connection, data_key: openDataKey(keyring, owner, { kek_version, wrapped_dek }) }
}

export type Connection = Awaited<ReturnType<typeof loadConnection>>
