import type { createConnector as operation } from '@bulkhead/contract/connectors'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { Definition } from '@bulkhead/engine/model/definition'
import { v7 as uuidv7 } from 'uuid'
import { recordAudit } from '#audit/record-audit'
import { connectorDetail } from '#connections/connector-views'
import { resolveConfiguration } from '#connections/resolve-configuration'
import { retryRefusedWrite } from '#connections/retry-refused-write'
import type { PartedCredentials } from '#connections/split-credentials'
import { storeCredentials, type TokenTimes } from '#connections/store-credentials'
import { demandEntities } from '#definitions/demand-entities'
import { findDefinition } from '#definitions/find-definition'
import type { Services } from '#main/services'
import { prepareWithSecret } from '#oauth/oauth-secret'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { Keyring } from '#platform/vault/keyring'
import { addingConnector } from '#quotas/demand-room'
import type { Act } from '#request/principal'
import { demandActive, findWorkspace, workspaceNotFound } from '#workspaces/find-workspace'

/** Stores a connector with its credentials sealed: both in one transaction, or neither. */
export async function createConnector(
  services: Services,
  act: Act,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { definition } = findDefinition(services.definitions, body)
  demandConfiguration(body)
  demandEntities(definition, body.entities)
  const prepare = await preparation(services, act, definition, body)
  return retryRefusedWrite(() =>
    addingConnector(services, act, async (tx) => {
      const workspace = await findWorkspace(tx, act, body)
      if (workspace === undefined) throw workspaceNotFound()
      demandActive(workspace)
      const row = await insertConnector(tx, services.keyring, act, workspace, {
        definition,
        name: body.name,
        entities: body.entities,
        ...(await prepare(tx, workspace.workspace_id)),
      })
      return connectorDetail(services.definitions, row)
    }),
  )
}

/** What a connector is made of, ready to be stored. */
export interface NewConnector {
  readonly definition: Definition
  readonly name?: string | null | undefined
  readonly entities?: Entities
  readonly auth_option: string
  readonly settings: Record<string, unknown>
  readonly base_url: string | null
  readonly credentials: PartedCredentials
  /** Of tokens that a service gave. */
  readonly times?: TokenTimes | undefined
}

/** Adds the rows of a connector to a workspace, and the record of that. */
export async function insertConnector(
  tx: ConfinedTransaction,
  keyring: Keyring,
  act: Act,
  workspace: { readonly workspace_id: string; readonly name: string },
  { definition, credentials, times, ...made }: NewConnector,
) {
  const { workspace_id } = workspace
  const scope = { organization_id: act.organization, workspace_id, connector_id: uuidv7() }
  const row = await tx
    .insertInto('connectors')
    .values({
      ...scope,
      definition_id: definition.definition_id,
      name: made.name ?? [...`${definition.display_name} - ${workspace.name}`].slice(0, 255).join(''),
      auth_option: made.auth_option,
      settings: JSON.stringify(made.settings),
      base_url: made.base_url,
      entities: entitiesText(made.entities),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await storeCredentials(tx, keyring, scope, credentials, times)
  await recordAudit(tx, act, { workspace: workspace_id, subject: row.connector_id })
  return row
}

type Body = Input<typeof operation>['body']

/** Gives what the transaction that adds the connector is to store. */
async function preparation(services: Services, act: Act, definition: Definition, body: Body) {
  const { server_side_oauth_secret_id } = body
  if (typeof server_side_oauth_secret_id === 'string') {
    return prepareWithSecret(services, act, definition, { ...body, server_side_oauth_secret_id })
  }
  const { auth, settings, base_url } = resolveConfiguration(definition, services.egressPolicy, body)
  if (auth === undefined) throw new TypeError('A new connector has an authentication option.')
  const made = { settings, base_url, auth_option: auth.option.name, credentials: auth.parts }
  return async () => made
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
  if (!body.credentials && !body.replication_config && typeof body.server_side_oauth_secret_id !== 'string') {
    const message =
      'At least one of credentials, replication_config and server_side_oauth_secret_id must be provided.'
    throw new BulkheadError('invalid_request', message, { details: [{ field: 'body', message }] })
  }
}
