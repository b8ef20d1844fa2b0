import { BulkheadError } from '@bulkhead/contract/errors'
import type { AuthOption, Definition, JsonValue } from '@bulkhead/engine'
import {
  authorizableIn,
  clientOrigins,
  isAtServiceItself,
  isClientOrigin,
  settingsFromService,
} from '@bulkhead/engine/oauth'
import { listNames } from '@bulkhead/engine/text'
import type { Principal } from '#access/request/principal'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Database } from '#platform/database/roles/confine'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { type OAuthClient, openOAuthClient } from '#platform/vault/sealed-values'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
}

/** OAuth client of an organization at a service, with the origins that it may be sent to. */
export interface BoundClient extends OAuthClient {
  readonly origins: readonly string[]
}

/**
 * Decrypts the organization's client for a definition, for one use. Its secret may only be sent to an origin that the
 * client is bound to: {@link assertClientFits}.
 *
 * @throws BulkheadError `oauth_not_configured` if there is none, or if the document's origins changed since it was set.
 */
export async function openOrganizationClient(
  { database, keyring }: Dependencies,
  { organization }: Pick<Principal, 'organization'>,
  definition: Definition,
  option: AuthOption,
): Promise<BoundClient> {
  const row = await asOrganizationOf(database, { organization }, (tx) =>
    tx
      .selectFrom('oauth_clients as c')
      .innerJoin('organization_keys as k', 'k.organization_id', 'c.organization_id')
      .select(['c.origins', 'c.sealed', 'k.kek_version', 'k.wrapped_dek'])
      .where('c.definition_id', '=', definition.definition_id)
      .executeTakeFirst(),
  )
  const put = 'PUT /api/v1/oauth/credentials'
  if (row === undefined) {
    throw notConfigured(
      `The organization has no client for ${definition.display_name}. Register one there and set it: ${put}.`,
    )
  }
  const { origins } = row
  const now = clientOrigins(definition, option)
  if (!areSame(now, origins)) {
    throw notConfigured(
      `The document of ${definition.display_name} now has its token endpoint at ${listNames(now)}, but the organization's client was set for ${listNames(origins)}. Set it again: ${put}.`,
    )
  }
  const dataKey = openDataKey(keyring, { organization }, row)
  const context = { organization, definition: definition.definition_id, origins }
  return { ...openOAuthClient(dataKey, context, row.sealed), origins }
}

/** Returns whether the origins that a client is bound to are still those that the document states. */
export function isBoundAsStated(definition: Definition, origins: readonly string[]): boolean {
  const option = authorizableIn(definition)
  return option !== undefined && areSame(clientOrigins(definition, option), origins)
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((origin) => others.includes(origin))
}

/**
 * Rejects a connector that would use the organization's client, or tokens obtained with it, somewhere other than at the
 * service itself.
 *
 * @throws BulkheadError `invalid_configuration`
 */
export function assertServiceItself(
  definition: Definition,
  { base_url, settings }: { base_url: string | null; settings: Readonly<Record<string, unknown>> },
): void {
  const isAtHome = isAtServiceItself(definition, settings as { readonly [name: string]: JsonValue })
  if (base_url === null && isAtHome) return
  const message = `The organization's client for ${definition.display_name} is for the service itself. A connector that points elsewhere needs its own credentials.`
  throw new BulkheadError('invalid_configuration', message, {
    details: [
      { field: base_url === null ? 'body.replication_config' : 'body.environment.base_url', message },
    ],
  })
}

/**
 * Returns the settings without those that the service states together with its tokens. If an owner could give these,
 * they would decide where the tokens go.
 */
export function ownSettings<T>(option: AuthOption, settings: Readonly<Record<string, T>>): Record<string, T> {
  const given = settingsFromService(option)
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !given.includes(name)))
}

/** @throws BulkheadError `oauth_not_configured` if a request with the client's secret would go to another origin. */
export function assertClientFits(
  { origins }: BoundClient,
  origin: string,
  settings: { readonly [name: string]: JsonValue },
): void {
  if (isClientOrigin(origins, origin, settings)) return
  throw notConfigured(
    `The token endpoint is at ${origin}, but the organization's client is for ${listNames(origins)}.`,
  )
}

/** Returns the base URL of a request in its stored form. */
export function getOverride(base_url: unknown): string | null {
  return base_url === undefined || base_url === null ? null : String(base_url)
}

function notConfigured(message: string): BulkheadError {
  return new BulkheadError('oauth_not_configured', message)
}
