import { BulkheadError } from '@bulkhead/contract/errors'
import { resolveTarget, splitConfiguration } from '@bulkhead/engine'
import { sql } from 'kysely'
import { createBinding } from '#access/request/browser-binding'
import type { Principal } from '#access/request/principal'
import { findConnectByNonce } from '#access/tokens/authenticate-connect'
import { configurationFailure } from '#connectors/connections/configuration-failure'
import { type Definitions, getReady } from '#connectors/definitions/load-definitions'
import { forOrganization } from '#connectors/definitions/own/for-organization'
import type { OwnDefinitions } from '#connectors/definitions/own/own-definitions'
import { authorizableOption, furtherFields } from '#connectors/oauth/authorizable-option'
import { createConsentRequest } from '#connectors/oauth/flow/consent-request'
import { insertFlow } from '#connectors/oauth/flow/insert-flow'
import { handleHash, KEPT_SECONDS, newHandle, openRecord, sealRecord } from '#connectors/oauth/oauth-flow'
import {
  assertServiceItself,
  openOrganizationClient,
  ownSettings,
} from '#connectors/oauth/organization-client'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'
import type { Keyring } from '#platform/vault/keyring'
import { getPageUrl } from '../insert-session.ts'
import { lockOpenSession } from '../open-session.ts'
import { NOTHING_BEGUN, updateSession } from '../session-rows.ts'
import type { Attempt } from './attempt.ts'
import { toPageError } from './resolve-credential.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly definitions: Definitions
  readonly ownDefinitions: OwnDefinitions
  readonly issuer: string
  readonly callbackOrigin: string
}

/** Seconds in which the page of this server must redeem a nonce. */
const NONCE_SECONDS = 120

/** Prepared authorization, stored sealed until a browser begins it. */
interface Begun {
  readonly definition_id: string
  readonly auth_option: string
  readonly settings: Record<string, unknown>
  readonly base_url: string | null
  readonly fields: Record<string, string>
  readonly entities: EntityPermission[] | null
  /** Whether the connector gets these entities. Otherwise it keeps its own. */
  readonly sets_entities: boolean
  readonly target_id?: string
  readonly confirmation_hash: string
}

/**
 * Prepares an authorization, and returns the nonce with which a page of this server begins it.
 *
 * @throws BulkheadError `not_supported`, `oauth_not_configured`, `invalid_credentials`, `invalid_configuration`
 */
export async function prepareAuthorization(
  services: Dependencies,
  principal: Principal,
  attempt: Attempt,
  configuration: Record<string, unknown>,
  confirmation_hash: string,
): Promise<string> {
  const { known, option, session, target, entities } = attempt
  const { definition } = known
  if (authorizableOption(definition).name !== option.name) {
    throw new BulkheadError(
      'not_supported',
      `${option.title} is not a way to sign in at ${known.display_name}.`,
    )
  }
  const before = session.kind === 'reconnect' ? target : undefined
  const begun: Begun = {
    definition_id: known.definition_id,
    auth_option: option.name,
    ...getPlace(attempt, configuration),
    base_url: before?.base_url ?? null,
    entities: entities === undefined ? (target?.entities ?? null) : entities,
    sets_entities: entities !== undefined,
    ...(target !== undefined && { target_id: target.connector_id }),
    confirmation_hash,
  }
  const { settings } = resolve(attempt, begun)
  assertServiceItself(definition, { base_url: begun.base_url, settings: ownSettings(option, settings) })
  // A missing client is reported here, because the browser that redeems the nonce can do nothing about it.
  await openOrganizationClient(services, principal, definition, option)
  const nonce = newHandle()
  await asPrincipal(services.database, principal, 'read write', async (tx) => {
    const open = await lockOpenSession(tx, principal)
    const scope = { organization: open.organization_id, workspace: open.workspace_id }
    await updateSession(tx, open, {
      // Removes the error of an earlier attempt. The page waits for the result of this one.
      error_code: null,
      error_message: null,
      nonce_hash: nonce.hash,
      nonce_expires_at: sql<Date>`now() + make_interval(secs => ${NONCE_SECONDS})`,
      begun: await sealRecord(tx, services.keyring, scope, 'connect begin', open.session_id, begun),
    })
  })
  return nonce.text
}

/** Authorization that begins in this browser. */
export interface BegunAuthorization {
  readonly consent_url: string
  /** `Set-Cookie` header that binds it to the browser. */
  readonly cookie: string
}

/**
 * Begins the authorization of a nonce in the browser that presents it. The nonce is valid for one use.
 *
 * @throws BulkheadError `connect_begin_refused`
 */
export async function redeemNonce(shared: Dependencies, text: string): Promise<BegunAuthorization> {
  const nonce_hash = handleHash(text)
  const principal = nonce_hash && (await findConnectByNonce(shared.database, nonce_hash))
  if (nonce_hash === undefined || principal === undefined) throw beginRefused()
  const services = await forOrganization(shared, principal.organization)
  const begun = await takeBegun(services, principal, nonce_hash)
  const offered = services.definitions.byId(begun.definition_id)
  const known = offered && (await getReady(offered))
  const option = known?.definition.auth_options.find(({ name }) => name === begun.auth_option)
  if (known === undefined || option === undefined) throw beginRefused()
  const { settings, fields, entities, confirmation_hash } = begun
  const resolved = resolve({ known, option }, begun)
  const request = await createConsentRequest(services, principal, known, option, {
    base_url: begun.base_url,
    settings: resolved.settings,
    fields,
    entities,
  })
  const binding = createBinding(
    services.issuer,
    { kind: 'connect', id: request.state.hash.toString('base64url') },
    KEPT_SECONDS,
  )
  const { session_id, token_hash } = principal.connect
  await asPrincipal(services.database, principal, 'read write', async (tx) => {
    const open = await lockOpenSession(tx, principal)
    await insertFlow(tx, services.keyring, principal, open.workspace_id, request.state.hash, {
      definition_id: known.definition_id,
      auth_option: option.name,
      code_verifier: request.code_verifier,
      redirect_url: getPageUrl(services.issuer, session_id),
      settings,
      fields,
      entities,
      scopes: request.scopes,
      connector_id: begun.target_id,
      holds: false,
      browser_hash: binding.hash,
      issuer_origins: request.issuer_origins,
      connect: { session_id, token_hash, confirmation_hash, sets_entities: begun.sets_entities },
    })
  })
  return { consent_url: request.url.href, cookie: binding.cookie }
}

/** Reads and deletes the authorization of a nonce, so that the nonce is valid for one use. */
function takeBegun({ database, keyring }: Dependencies, principal: Principal, nonce_hash: Buffer) {
  return asPrincipal(database, principal, 'read write', async (tx) => {
    const open = await lockOpenSession(tx, principal)
    const isIt = open.nonce_hash !== null && nonce_hash.equals(open.nonce_hash)
    if (!isIt || open.begun === null) throw beginRefused()
    const scope = { organization: open.organization_id, workspace: open.workspace_id }
    const begun = await openRecord<Begun>(tx, keyring, scope, 'connect begin', open.session_id, open.begun)
    await updateSession(tx, open, NOTHING_BEGUN)
    return begun
  })
}

function getPlace({ session, known, option, target }: Attempt, configuration: Record<string, unknown>) {
  try {
    const split = splitConfiguration(known.definition, configuration)
    const before = session.kind === 'reconnect' ? target?.settings : undefined
    return {
      settings: { ...before, ...split.settings },
      fields: furtherFields(known.definition, option, split.credentials),
    }
  } catch (error) {
    throw toPageError(configurationFailure(error, { replication_config: configuration }))
  }
}

function resolve(
  { known, option }: Pick<Attempt, 'known' | 'option'>,
  { settings, base_url, fields }: Pick<Begun, 'settings' | 'base_url' | 'fields'>,
) {
  try {
    return resolveTarget(known.definition, { settings, base_url }, { option, credentials: fields })
  } catch (error) {
    throw toPageError(configurationFailure(error, { replication_config: settings }))
  }
}

function beginRefused(): BulkheadError {
  return new BulkheadError(
    'connect_begin_refused',
    'This sign-in can no longer be started. Start again from the page you came from.',
  )
}
