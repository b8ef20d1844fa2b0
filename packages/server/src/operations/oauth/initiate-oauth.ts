import { invalid } from '@bulkhead/contract/errors'
import type { initiateOAuth as operation } from '@bulkhead/contract/oauth'
import type { Input, Output } from '@bulkhead/contract/operation'
import { type AuthOption, type Definition, resolveTarget, splitConfiguration } from '@bulkhead/engine'
import { isReached } from '#access/request/authorize'
import { createBinding } from '#access/request/browser-binding'
import type { RequestContext } from '#access/request/principal'
import { WithHeaders } from '#access/request/with-headers'
import { configurationFailure } from '#connectors/connections/configuration-failure'
import {
  assertNotPending,
  connectorNotFound,
  findConnector,
  getRestriction,
} from '#connectors/connections/connector-rows'
import { engineFailure } from '#connectors/connections/engine-failure'
import { assertEntities } from '#connectors/definitions/assert-entities'
import { findDefinition } from '#connectors/definitions/find-definition'
import { getReadyFor } from '#connectors/definitions/load-definitions'
import { authorizableOption, furtherFields } from '#connectors/oauth/authorizable-option'
import { getRedirectOrigins } from '#connectors/oauth/callback-url'
import { createConsentRequest } from '#connectors/oauth/flow/consent-request'
import { insertFlow } from '#connectors/oauth/flow/insert-flow'
import { type FlowRecord, KEPT_SECONDS } from '#connectors/oauth/oauth-flow'
import { getOverride } from '#connectors/oauth/organization-client'
import { assertRegistered } from '#connectors/oauth/redirect-url'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { hashText } from '#platform/text-hash'
import {
  findWorkspace,
  getActiveWorkspace,
  type WorkspaceReference,
} from '#tenancy/workspaces/find-workspace'
import type { Services } from '../services.ts'

type Body = Input<typeof operation>['body']
type Configuration = Pick<FlowRecord, 'settings' | 'fields' | 'entities' | 'name'>

/** Begins an authorization: stores its purpose encrypted, and returns the URL at which the service asks the owner. */
export async function initiateOAuth(
  services: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation> | WithHeaders<Output<typeof operation>>> {
  if (typeof body.nonce === 'string' && body.create_connector === false) {
    throw invalid(
      'body.create_connector',
      'create_connector: false and nonce exclude each other: with a nonce nothing is created before POST …/oauth/confirm brings it.',
    )
  }
  const renewed = await renewedConnector(services, context, body)
  const known = await getReadyFor(
    findDefinition(services.definitions, {
      ...body,
      // If the body names a connector too, the definition must be the connector's.
      ...(renewed !== undefined && { definition_id: body.definition_id ?? renewed.definition_id }),
    }),
    context,
  )
  const { definition } = known
  if (renewed !== undefined && renewed.definition_id !== definition.definition_id) {
    throw invalid('body.connector_id', 'The connector is of another definition.')
  }
  assertEntities(definition, body.entities)
  const option = authorizableOption(definition)
  assertRegistered(body.redirect_url, await getRedirectOrigins(services, context))
  const configured =
    renewed === undefined
      ? getConfiguration(definition, option, body)
      : // The connector keeps its further credentials, unless it authenticated in another way before.
        { ...renewed, fields: renewed.auth_option === option.name ? {} : further(definition, option, {}) }
  const { settings } = getTarget(definition, option, configured, body)
  const { url, state, code_verifier, scopes, issuer_origins } = await createConsentRequest(
    services,
    context,
    known,
    option,
    { ...configured, settings },
  )
  const binding =
    // An authorization begun in a session must come back to the same browser. A token has no browser.
    context.cookies === undefined
      ? undefined
      : createBinding(
          services.issuer,
          { kind: 'authorization', id: state.hash.toString('base64url') },
          KEPT_SECONDS,
        )
  const record: FlowRecord = {
    definition_id: definition.definition_id,
    auth_option: option.name,
    code_verifier,
    redirect_url: body.redirect_url,
    settings: configured.settings,
    fields: configured.fields,
    entities: configured.entities,
    scopes,
    name: body.name ?? undefined,
    connector_id: renewed?.connector_id,
    holds: body.create_connector === false,
    ...(typeof body.nonce === 'string' && { nonce_hash: hashText(body.nonce) }),
    browser_hash: binding?.hash,
    issuer_origins,
  }
  await asPrincipal(services.database, context, 'read write', (tx) =>
    keepFlow(
      tx,
      services,
      context,
      { ...body, workspace_id: renewed?.workspace_id ?? body.workspace_id },
      state.hash,
      record,
    ),
  )
  const response = { consent_url: url.href }
  return binding === undefined ? response : new WithHeaders({ 'set-cookie': binding.cookie }, response)
}

async function keepFlow(
  tx: TenantTransaction,
  { keyring }: Services,
  context: RequestContext,
  reference: WorkspaceReference,
  state_hash: Buffer,
  record: FlowRecord,
): Promise<void> {
  const workspace = await getActiveWorkspace(tx, context, reference)
  const flow_id = await insertFlow(tx, keyring, context, workspace.workspace_id, state_hash, record)
  await recordAudit(tx, context, {
    workspace: workspace.workspace_id,
    subject: flow_id,
    definition: record.definition_id,
  })
}

/** Returns the connector whose credentials are replaced, within the principal's scope and the named workspace. */
async function renewedConnector({ database }: Services, context: RequestContext, body: Body) {
  const { connector_id } = body
  if (connector_id === undefined) return undefined
  const beside = (
    ['name', 'replication_config', 'oauth_input_configuration', 'environment', 'entities'] as const
  ).find((field) => body[field] !== undefined && body[field] !== null)
  if (beside !== undefined) {
    throw invalid(
      `body.${beside}`,
      `${beside} belongs to the connector and stays as it is. Leave it out, or change it with PUT.`,
    )
  }
  if (body.create_connector === false) {
    throw invalid(
      'body.create_connector',
      'create_connector: false is for a connector that is not there yet.',
    )
  }
  const row = await asPrincipal(database, context, 'read only', async (tx) => {
    const found = await findConnector(tx, connector_id)
    // Authorizing again changes the connector, so a member must be a manager.
    if (found !== undefined) isReached(context, found.workspace_id, 'manager')
    // If the body names a workspace, it must be the connector's.
    const workspace =
      found &&
      (await findWorkspace(tx, context, { ...body, workspace_id: body.workspace_id ?? found.workspace_id }))
    return workspace?.workspace_id === found?.workspace_id ? found : undefined
  })
  if (row === undefined) throw connectorNotFound()
  assertNotPending(row)
  return row
}

function getConfiguration(
  definition: Definition,
  option: AuthOption,
  body: Body,
): Configuration & { base_url: string | null } {
  try {
    const { base_url, ...environment } = body.environment ?? {}
    const given = { ...body.oauth_input_configuration, ...body.replication_config }
    const split = splitConfiguration(definition, given)
    return {
      settings: { ...environment, ...split.settings },
      base_url: getOverride(base_url),
      fields: furtherFields(definition, option, split.credentials),
      entities: getRestriction(body.entities),
    }
  } catch (error) {
    throw configurationFailure(error, body)
  }
}

function further(...given: Parameters<typeof furtherFields>) {
  try {
    return furtherFields(...given)
  } catch (error) {
    throw engineFailure(error)
  }
}

function getTarget(
  definition: Definition,
  option: AuthOption,
  { settings, base_url, fields }: Configuration & { base_url: string | null },
  body: Body,
) {
  try {
    return resolveTarget(definition, { settings, base_url }, { option, credentials: fields })
  } catch (error) {
    throw configurationFailure(error, body)
  }
}
