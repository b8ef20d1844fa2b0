import { createHash, randomBytes } from 'node:crypto'
import type { AuthOption, ResolvedSettings } from '@bulkhead/engine'
import { authorizationUrl, clientOrigins, scopesFor } from '@bulkhead/engine/oauth'
import type { Principal } from '#access/request/principal'
import { engineFailure } from '#connectors/connections/engine-failure'
import type { KnownDefinition } from '#connectors/definitions/load-definitions'
import type { Database } from '#platform/database/roles/confine'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'
import type { Keyring } from '#platform/vault/keyring'
import { callbackUrl } from '../callback-url.ts'
import { type Handle, newHandle } from '../oauth-flow.ts'
import { assertServiceItself, openOrganizationClient, ownSettings } from '../organization-client.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly callbackOrigin: string
}

/** Data for the owner's consent request. */
interface Asked {
  readonly base_url: string | null
  /** Resolved settings. */
  readonly settings: ResolvedSettings
  /** Credentials for the API that the authorization does not give. */
  readonly fields: Readonly<Record<string, string>>
  readonly entities: EntityPermission[] | null
}

/** Authorization that is ready to begin. */
export interface ConsentRequest {
  readonly url: URL
  readonly state: Handle
  readonly code_verifier: string
  readonly scopes: readonly string[]
  readonly issuer_origins: readonly string[]
}

/**
 * Creates the URL at which the service asks an owner for consent, with a new state and code verifier.
 *
 * @throws BulkheadError `oauth_not_configured`, `invalid_configuration`, `not_supported`
 */
export async function createConsentRequest(
  services: Dependencies,
  principal: Pick<Principal, 'organization'>,
  known: KnownDefinition,
  option: AuthOption,
  { base_url, settings, fields, entities }: Asked,
): Promise<ConsentRequest> {
  const { definition } = known
  assertServiceItself(definition, { base_url, settings: ownSettings(option, settings) })
  const { client_id } = await openOrganizationClient(services, principal, definition, option)
  const state = newHandle()
  const code_verifier = randomBytes(32).toString('base64url')
  const scopes = scopesFor(option, entities)
  try {
    const url = authorizationUrl(option, {
      client_id,
      redirect_uri: callbackUrl(services.callbackOrigin, known),
      state: state.text,
      code_challenge: createHash('sha256').update(code_verifier).digest('base64url'),
      scopes,
      secrets: fields,
      settings: settings as never,
    })
    const issuer_origins = [...new Set([url.origin, ...clientOrigins(definition, option)])]
    return { url, state, code_verifier, scopes, issuer_origins }
  } catch (error) {
    throw engineFailure(error)
  }
}
