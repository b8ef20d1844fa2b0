import type { createConnector as operation } from '@bulkhead/contract/connectors'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { v7 as uuidv7 } from 'uuid'
import { recordAudit } from '#audit/record-audit'
import type { Act } from '#principal'
import { addingConnector } from '#quotas/demand-room'
import type { Services } from '#services'
import { demandActive, findWorkspace, workspaceNotFound } from '#workspaces/find-workspace'
import { connectorDetail } from './connector-views.ts'
import { findDefinition } from './find-definition.ts'
import { resolveConfiguration } from './resolve-configuration.ts'
import { retryRefusedWrite } from './retry-refused-write.ts'
import { storeCredentials } from './store-credentials.ts'

/** Stores a connector with its credentials sealed: both in one transaction, or neither. */
export async function createConnector(
  services: Services,
  act: Act,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { definition } = findDefinition(services.definitions, body)
  demandConfiguration(body)
  const { auth, origin, ...configuration } = resolveConfiguration(definition, services.egressPolicy, body)
  if (auth === undefined) throw new TypeError('A new connector has an authentication option.')
  return retryRefusedWrite(() =>
    addingConnector(services, act, async (tx) => {
      const workspace = await findWorkspace(tx, act, body)
      if (workspace === undefined) throw workspaceNotFound()
      demandActive(workspace)
      const scope = {
        organization_id: act.organization,
        workspace_id: workspace.workspace_id,
        connector_id: uuidv7(),
      }
      const row = await tx
        .insertInto('connectors')
        .values({
          ...scope,
          definition_id: definition.definition_id,
          name: body.name ?? [...`${definition.display_name} - ${workspace.name}`].slice(0, 255).join(''),
          auth_option: auth.option.name,
          settings: JSON.stringify(configuration.settings),
          base_url: configuration.base_url,
          entities: entitiesText(body.entities),
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      await storeCredentials(tx, services.keyring, scope, origin, auth.credentials)
      await recordAudit(tx, act, { workspace: row.workspace_id, subject: row.connector_id })
      return connectorDetail(services.definitions, row)
    }),
  )
}

type Entities = Input<typeof operation>['body']['entities']

/** An empty list clears: it is no restriction. */
export function restrictionOf(entities: Entities): NonNullable<Entities> | null {
  return entities && entities.length > 0 ? entities : null
}

/** A restriction as it is stored. */
export function entitiesText(entities: Entities): string | null {
  const restriction = restrictionOf(entities)
  return restriction === null ? null : JSON.stringify(restriction)
}

/** @throws BulkheadError `invalid_request` when a body configures nothing. */
export function demandConfiguration(body: Input<typeof operation>['body']): void {
  if (body.server_side_oauth_secret_id) {
    const message =
      'server_side_oauth_secret_id is of no OAuth flow that finished on this server. Give credentials or replication_config.'
    throw new BulkheadError('invalid_request', message, {
      details: [{ field: 'body.server_side_oauth_secret_id', message }],
    })
  }
  if (!body.credentials && !body.replication_config) {
    const message = 'At least one of credentials and replication_config must be provided.'
    throw new BulkheadError('invalid_request', message, { details: [{ field: 'body', message }] })
  }
}
