import { createSecretKey } from 'node:crypto'
import { connectorNotFound } from '#connectors/find-connector'
import { asPrincipal } from '#database/as-principal'
import { isUuid } from '#identifiers'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { openDataKey } from '#vault/data-keys'

/**
 * Reads everything an execution needs in one statement, so in one snapshot: the connector, its sealed
 * credentials, the data key of its workspace, open, whether the workspace is active, and for how long its tokens
 * are good. `generation` is null where no new ones can be had.
 *
 * @throws BulkheadError `connector_not_found`
 */
export async function loadConnection(
  { database, keyring }: Pick<Services, 'database' | 'keyring'>,
  principal: Principal,
  connector_id: string,
) {
  if (!isUuid(connector_id)) throw connectorNotFound()
  const row = await asPrincipal(database, principal, 'read only', (tx) =>
    tx
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
          .on('s.purpose', '=', 'api'),
      )
      .leftJoin('connector_tokens as t', (join) =>
        join
          .onRef('t.organization_id', '=', 'c.organization_id')
          .onRef('t.workspace_id', '=', 'c.workspace_id')
          .onRef('t.connector_id', '=', 'c.connector_id'),
      )
      .selectAll('c')
      .select(['w.status as workspace_status', 'k.kek_version', 'k.wrapped_dek', 's.origins', 's.sealed'])
      .select(['t.generation', 't.usable_until', 't.failure'])
      .where('c.organization_id', '=', principal.organization)
      .where('c.connector_id', '=', connector_id)
      .$if(principal.workspace !== undefined, (rows) =>
        rows.where('c.workspace_id', '=', principal.workspace as string),
      )
      .executeTakeFirst(),
  )
  if (row === undefined) throw connectorNotFound()
  const { kek_version, wrapped_dek, ...connection } = row
  const owner = { organization: row.organization_id, workspace: row.workspace_id }
  const data_key = openDataKey(keyring, owner, { kek_version, wrapped_dek })
  try {
    // A key object opens three times as fast as bytes, and is in no dump of the connection.
    return { ...connection, data_key: createSecretKey(data_key) }
  } finally {
    data_key.fill(0)
  }
}

export type Connection = Awaited<ReturnType<typeof loadConnection>>
