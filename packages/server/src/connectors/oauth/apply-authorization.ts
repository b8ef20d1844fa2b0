import { BulkheadError } from '@bulkhead/contract/errors'
import type { AuthOption, EgressPolicy } from '@bulkhead/engine'
import { listNames } from '@bulkhead/engine/text'
import { sql } from 'kysely'
import { addingConnector } from '#access/limits/assert-room'
import type { QuotaReader } from '#access/limits/read-quotas'
import type { RequestContext } from '#access/request/principal'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { revoking } from '#access/tokens/revocation/revoking'
import { assertStillCounts } from '#access/tokens/still-counts'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { decryptCredentials } from '#platform/vault/sealed-values'
import { getActiveWorkspace } from '#tenancy/workspaces/find-workspace'
import {
  assertNotPending,
  connectorNotFound,
  insertConnector,
  lockConnector,
  recordChange,
  recordReconnection,
} from '../connections/connector-rows.ts'
import { contextOfSecrets } from '../connections/split-credentials.ts'
import { storeCredentials } from '../connections/store-credentials.ts'
import { type Definitions, getReadyFor } from '../definitions/load-definitions.ts'
import type { FlowRecord } from './oauth-flow.ts'
import { holdTokens } from './oauth-secret.ts'
import {
  type ObtainedConfiguration,
  type ObtainedTokens,
  obtainedConfiguration,
} from './obtained-credentials.ts'
import { openOrganizationClient } from './organization-client.ts'
import type { AuthorizationResult } from './redirect-url.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly definitions: Definitions
  readonly egressPolicy: EgressPolicy
  readonly revocations: RevocationFeed
  readonly quotas: QuotaReader
}

/** Creates the configuration of a new or existing connector with the tokens of the authorization. */
type Make = (
  stored: { readonly settings: Record<string, unknown>; readonly base_url: string | null },
  fields: Readonly<Record<string, string>>,
) => ObtainedConfiguration

/** Target of the tokens of an authorization. */
export interface Purpose {
  readonly workspace: string
  readonly record: FlowRecord
  /** Runs first in the transaction that stores the tokens with a connector. */
  readonly before?: (tx: TenantTransaction) => Promise<void>
}

/**
 * Stores the tokens of an authorization: with a new connector, instead of the credentials of an existing one, or for a
 * later request.
 */
export async function applyAuthorization(
  services: Dependencies,
  context: RequestContext,
  purpose: Purpose,
  { access_token, refresh_token, expires_at, settings, received_at }: ObtainedTokens,
): Promise<AuthorizationResult> {
  const { record, before } = purpose
  const { definition } = await getReadyFor(services.definitions.ofConnector(record.definition_id), context)
  const option = definition.auth_options.find(({ name }) => name === record.auth_option)
  if (option === undefined) throw connectorNotFound()
  const tokens: ObtainedTokens = {
    access_token,
    ...(refresh_token !== undefined && { refresh_token }),
    ...(expires_at !== undefined && { expires_at }),
    settings,
    received_at,
  }
  if (record.holds || record.nonce_hash !== undefined) return holdForLater(services, context, purpose, tokens)
  const { client_id } = await openOrganizationClient(services, context, definition, option)
  const made: Make = (stored, fields) =>
    obtainedConfiguration(definition, services.egressPolicy, option, { ...stored, client_id }, fields, tokens)
  if (record.connector_id !== undefined) {
    return renewConnector(services, context, purpose, record.connector_id, option, made)
  }
  const { settings: all, parts, times } = made({ settings: record.settings, base_url: null }, record.fields)
  const { connector_id } = await addingConnector(services, context, async (tx) => {
    await before?.(tx)
    return insertConnector(tx, services.keyring, context, await activeWorkspace(tx, context, purpose), {
      definition,
      name: record.name,
      entities: record.entities,
      auth_option: option.name,
      settings: all,
      base_url: null,
      credentials: parts,
      times,
    })
  })
  return { connector_id }
}

async function holdForLater(
  { database, keyring }: Dependencies,
  context: RequestContext,
  purpose: Purpose,
  tokens: ObtainedTokens,
): Promise<AuthorizationResult> {
  const server_side_oauth_secret_id = await asPrincipal(database, context, 'read write', async (tx) => {
    const { workspace_id: workspace } = await activeWorkspace(tx, context, purpose)
    const { record } = purpose
    const scope = { organization: context.organization, workspace }
    return holdTokens(tx, keyring, scope, record.definition_id, {
      auth_option: record.auth_option,
      tokens,
      ...(record.nonce_hash !== undefined && { confirms: record }),
    })
  })
  return { server_side_oauth_secret_id }
}

/**
 * Replaces the credentials of a connector. Keeps credentials that an authorization does not give, and everything else.
 */
async function renewConnector(
  services: Dependencies,
  context: RequestContext,
  purpose: Purpose,
  id: string,
  option: AuthOption,
  made: Make,
): Promise<AuthorizationResult> {
  const { record, before } = purpose
  return revoking(services, context, async (tx, revoke) => {
    await before?.(tx)
    const row = await lockConnector(tx, id)
    const workspace = await activeWorkspace(tx, context, purpose)
    const isSame = row?.definition_id === record.definition_id && row.workspace_id === workspace.workspace_id
    if (row === undefined || !isSame) throw connectorNotFound()
    assertNotPending(row)
    const { connector_id } = row
    const kept = row.auth_option === option.name ? await storedFields(tx, services, row, option) : undefined
    const { settings, parts, times } = made(row, kept?.fields ?? record.fields)
    if (kept !== undefined) assertBound(kept, parts.api.origin)
    await storeCredentials(
      tx,
      services.keyring,
      { organization_id: row.organization_id, workspace_id: row.workspace_id, connector_id },
      parts,
      times,
    )
    await tx
      .updateTable('connectors')
      .set({
        settings: JSON.stringify(settings),
        auth_option: option.name,
        status: 'ready',
        updated_at: sql<Date>`now()`,
      })
      .where('workspace_id', '=', row.workspace_id)
      .where('connector_id', '=', connector_id)
      .execute()
    await recordChange(tx, context, row, revoke)
    await recordReconnection(tx, row)
    return { connector_id }
  })
}

/** Credentials of a connector that did not come from an authorization, and the origins for which they were given. */
interface StoredFields {
  readonly fields: Readonly<Record<string, string>>
  readonly origins: readonly string[]
}

/** @throws BulkheadError `invalid_configuration` if fields would go to an origin for which they were not given. */
function assertBound({ fields, origins }: StoredFields, origin: string): void {
  if (Object.keys(fields).length === 0 || origins.includes(origin)) return
  throw new BulkheadError(
    'invalid_configuration',
    `The connector now goes to ${origin}, but its further credentials were given for ${listNames(origins)}. Create a connector with them instead.`,
  )
}

async function storedFields(
  tx: TenantTransaction,
  { keyring }: Dependencies,
  {
    organization_id: organization,
    workspace_id: workspace,
    connector_id: connector,
  }: { readonly organization_id: string; readonly workspace_id: string; readonly connector_id: string },
  option: AuthOption,
): Promise<StoredFields> {
  const row = await tx
    .selectFrom('connector_credentials as c')
    .innerJoin('workspace_keys as k', sameTenant('k', 'c', 'workspace_id'))
    .select(['c.origins', 'c.sealed', 'k.kek_version', 'k.wrapped_dek'])
    .where('c.workspace_id', '=', workspace)
    .where('c.connector_id', '=', connector)
    .where('c.purpose', '=', 'api')
    .executeTakeFirstOrThrow()
  const dataKey = openDataKey(keyring, { organization, workspace }, row)
  const context = { organization, workspace, connector, purpose: 'api' as const, origins: row.origins }
  const { credentials } = contextOfSecrets(option, decryptCredentials(dataKey, context, row.sealed))
  return { fields: credentials, origins: row.origins }
}

/**
 * Checks, immediately before storing, that the workspace is active and that the token that began the authorization
 * still counts.
 */
async function activeWorkspace(
  tx: TenantTransaction,
  context: RequestContext,
  { workspace: workspace_id }: Purpose,
) {
  await assertStillCounts(tx, context)
  return getActiveWorkspace(tx, context, { workspace_id })
}
