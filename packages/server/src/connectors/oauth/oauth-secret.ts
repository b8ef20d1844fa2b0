import { type BulkheadError, invalid } from '@bulkhead/contract/errors'
import { type Definition, type EgressPolicy, splitConfiguration } from '@bulkhead/engine'
import { type ExpressionBuilder, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Principal } from '#access/request/principal'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import { hashText, isSameText } from '#platform/text-hash'
import type { Keyring } from '#platform/vault/keyring'
import { configurationFailure } from '../connections/configuration-failure.ts'
import type { GivenConfiguration } from '../connections/resolve-configuration.ts'
import { authorizableOption, furtherFields } from './authorizable-option.ts'
import {
  endOfKeeping,
  type FlowRecord,
  type HeldTokens,
  handleHash,
  newHandle,
  openRecord,
  sealRecord,
} from './oauth-flow.ts'
import { type ObtainedTokens, obtainedConfiguration } from './obtained-credentials.ts'
import { getOverride, openOrganizationClient } from './organization-client.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly egressPolicy: EgressPolicy
}

type Scope = Required<Pick<Principal, 'organization' | 'workspace'>>

/**
 * Stores tokens for a request that creates a connector with them.
 *
 * @returns The handle, of which only the hash is stored.
 */
export async function holdTokens(
  tx: TenantTransaction,
  keyring: Keyring,
  scope: Scope,
  definition_id: string,
  held: HeldTokens,
): Promise<string> {
  const handle = newHandle()
  const oauth_secret_id = uuidv7()
  await tx
    .insertInto('oauth_secrets')
    .values({
      organization_id: scope.organization,
      workspace_id: scope.workspace,
      oauth_secret_id,
      secret_hash: handle.hash,
      definition_id,
      sealed: await sealRecord(tx, keyring, scope, 'secret', oauth_secret_id, held),
      expires_at: endOfKeeping(),
    })
    .execute()
  return handle.text
}

/** Configuration from a request that names tokens by their handle. */
export type ConfigurationWithSecret = GivenConfiguration & { readonly server_side_oauth_secret_id: string }

/**
 * Prepares to create a connector with held tokens. The returned function takes the tokens, in the transaction that adds
 * the connector. They can be used once.
 *
 * @param use With `read` the tokens remain stored.
 * @throws BulkheadError `oauth_not_configured`, `invalid_configuration`. The returned function throws
 *   `oauth_secret_not_found`, also for a handle of another workspace or definition.
 */
export async function prepareWithSecret(
  services: Dependencies,
  principal: Pick<Principal, 'organization'>,
  definition: Definition,
  given: ConfigurationWithSecret,
  use: 'take' | 'read' = 'take',
) {
  const option = authorizableOption(definition)
  const { client_id } = await openOrganizationClient(services, principal, definition, option)
  const { base_url, ...environment } = given.environment ?? {}
  const { organization } = principal
  return async (tx: TenantTransaction, workspace: string) => {
    const scope = { organization, workspace }
    const { tokens } = await openTokens(
      tx,
      services.keyring,
      scope,
      definition,
      given.server_side_oauth_secret_id,
      use,
    )
    try {
      const split = splitConfiguration(definition, given.replication_config ?? {})
      const fields = furtherFields(definition, option, { ...split.credentials, ...given.credentials })
      const asked = { ...environment, ...split.settings }
      const about = { settings: asked, base_url: getOverride(base_url), client_id }
      const made = obtainedConfiguration(definition, services.egressPolicy, option, about, fields, tokens)
      const { settings, parts: credentials, times } = made
      return { settings, base_url: null, auth_option: option.name, credentials, times }
    } catch (error) {
      throw configurationFailure(error, given)
    }
  }
}

/** Tokens that wait for a nonce, and the authorization that they came from. */
export interface ConfirmableTokens {
  readonly scope: Scope
  readonly oauth_secret_id: string
  readonly tokens: ObtainedTokens
  readonly record: FlowRecord
}

/**
 * Finds tokens that wait for a nonce, within the scope of the principal. The tokens remain stored.
 *
 * @throws BulkheadError `oauth_secret_not_found`, also for a wrong nonce.
 */
export async function findConfirmable(
  { database, keyring }: Pick<Dependencies, 'database' | 'keyring'>,
  principal: Pick<Principal, 'organization' | 'workspace'>,
  handle: string,
  nonce: string,
): Promise<ConfirmableTokens> {
  const secret_hash = handleHash(handle)
  if (secret_hash === undefined) throw noSuchTokens()
  const { organization } = principal
  const found = await asPrincipal(database, principal, 'read only', async (tx) => {
    const row = await tx
      .selectFrom('oauth_secrets')
      .select(['workspace_id', 'oauth_secret_id', 'sealed'])
      .where('secret_hash', '=', secret_hash)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const { oauth_secret_id, workspace_id: workspace, sealed } = row
    const scope = { organization, workspace }
    const held = await openRecord<HeldTokens>(tx, keyring, scope, 'secret', oauth_secret_id, sealed)
    return { scope, oauth_secret_id, ...held }
  })
  const { nonce_hash, ...record } = found?.confirms ?? {}
  if (found === undefined || nonce_hash === undefined || !isSameText(nonce_hash, hashText(nonce))) {
    throw noSuchTokens()
  }
  return { ...found, record: record as FlowRecord }
}

/** Deletes the tokens that were found, so that they can be used once. @throws BulkheadError `oauth_secret_not_found` */
export async function takeConfirmable(
  tx: TenantTransaction,
  { scope, oauth_secret_id }: ConfirmableTokens,
): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('oauth_secrets')
    .where('workspace_id', '=', scope.workspace)
    .where('oauth_secret_id', '=', oauth_secret_id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw noSuchTokens()
}

function noSuchTokens(): BulkheadError {
  const message =
    'There are no tokens for this server_side_oauth_secret_id in this workspace. It is valid once, for ten minutes, and for the definition that was authorized. If you began with a nonce, finish with POST …/oauth/confirm and that nonce.'
  return invalid('body.server_side_oauth_secret_id', message, 'oauth_secret_not_found')
}

async function openTokens(
  tx: TenantTransaction,
  keyring: Keyring,
  scope: Scope,
  { definition_id }: Definition,
  handle: string,
  use: 'take' | 'read',
): Promise<HeldTokens> {
  const hash = handleHash(handle)
  const row = hash && (await (use === 'take' ? take(hash) : read(hash)).executeTakeFirst())
  if (row === undefined) throw noSuchTokens()
  const held = await openRecord<HeldTokens>(tx, keyring, scope, 'secret', row.oauth_secret_id, row.sealed)
  // These tokens wait for a nonce. The error rolls their deletion back.
  if (held.confirms !== undefined) throw noSuchTokens()
  return held

  function take(secret_hash: Buffer) {
    return tx.deleteFrom('oauth_secrets').where(isMeant(secret_hash)).returning(['oauth_secret_id', 'sealed'])
  }

  function read(secret_hash: Buffer) {
    return tx.selectFrom('oauth_secrets').where(isMeant(secret_hash)).select(['oauth_secret_id', 'sealed'])
  }

  function isMeant(secret_hash: Buffer) {
    return (eb: ExpressionBuilder<Schema, 'oauth_secrets'>) =>
      eb.and([
        eb('workspace_id', '=', scope.workspace),
        eb('secret_hash', '=', secret_hash),
        eb('definition_id', '=', definition_id),
        eb('expires_at', '>', sql<Date>`now()`),
      ])
  }
}
