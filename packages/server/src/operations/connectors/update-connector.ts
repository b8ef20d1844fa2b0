import type { updateConnector as operation } from '@bulkhead/contract/connectors'
import { sql } from 'kysely'
import { revoking } from '#access/tokens/revocation/revoking'
import { assertSameOrigin } from '#connectors/connections/assert-same-origin'
import {
  assertNotPending,
  connectorNotFound,
  entitiesText,
  holdConnector,
  recordChange,
  recordReconnection,
} from '#connectors/connections/connector-rows'
import { connectorDetail } from '#connectors/connections/connector-views'
import { resolveConfiguration, type StoredConfiguration } from '#connectors/connections/resolve-configuration'
import { type ConnectorScope, storeCredentials } from '#connectors/connections/store-credentials'
import { assertEntities } from '#connectors/definitions/assert-entities'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Handler } from '../handler.ts'
import type { Services } from '../services.ts'

/** Changes a connector. Its credentials stay bound to their origin: a change of origin needs them again. */
export const updateConnector: Handler<typeof operation> = async (services, context, { params, body }) => {
  return revoking(services, context, async (tx, revoke) => {
    const row = await holdConnector(tx, params.connector_id)
    assertNotPending(row)
    const { definition } = services.definitions.ofConnector(row.definition_id)
    assertEntities(definition, body.entities)
    const configured = body.credentials || body.replication_config || body.environment
    const configuration = configured
      ? resolveConfiguration(definition, services.egressPolicy, body, row)
      : undefined
    if (configuration !== undefined) await applyCredentials(tx, services, row, configuration)
    const updated = await tx
      .updateTable('connectors')
      .set({
        updated_at: sql<Date>`now()`,
        ...(body.name && { name: body.name.normalize('NFC') }),
        ...(body.entities && { entities: entitiesText(body.entities) }),
        ...(configuration && {
          settings: JSON.stringify(configuration.settings),
          base_url: configuration.base_url,
        }),
        ...(configuration?.auth && {
          auth_option: configuration.auth.option.name,
          status: 'ready' as const,
        }),
      })
      .where('workspace_id', '=', row.workspace_id)
      .where('connector_id', '=', row.connector_id)
      .returningAll()
      .executeTakeFirst()
    if (updated === undefined) throw connectorNotFound()
    await recordChange(tx, context, updated, revoke)
    if (configuration?.auth) await recordReconnection(tx, row)
    return connectorDetail(services.definitions, updated)
  })
}

async function applyCredentials(
  tx: TenantTransaction,
  { keyring }: Services,
  { organization_id, workspace_id, connector_id }: ConnectorScope,
  { auth, origin }: StoredConfiguration,
): Promise<void> {
  const scope = { organization_id, workspace_id, connector_id }
  if (auth !== undefined) return storeCredentials(tx, keyring, scope, auth.parts)
  if (origin === undefined) return
  const sealed = await tx
    .selectFrom('connector_credentials')
    .select('origins')
    .where('workspace_id', '=', workspace_id)
    .where('connector_id', '=', connector_id)
    .where('purpose', '=', 'api')
    .executeTakeFirst()
  assertSameOrigin(sealed?.origins ?? [], origin)
}
