import { BulkheadError } from '@bulkhead/contract/errors'
import type { Sender } from '@bulkhead/engine'
import {
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  type Configuration,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { createBinding } from '#access/request/browser-binding'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { explainFailure } from './explain-failure.ts'
import { getProviderClient } from './provider-client.ts'
import { FLOW_SECONDS, type FlowPurpose, keepFlow } from './provider-flow.ts'
import { getRedirectUrl, type OpenProvider } from './provider-rows.ts'

interface Dependencies {
  readonly database: Database
  readonly sender: Sender
  /** The public URL. */
  readonly issuer: string
}

/** Start of a browser's visit to a provider. */
export interface BegunFlow {
  readonly authorization_url: string
  /** `Set-Cookie` value for the response. */
  readonly cookie: string
  readonly client: Configuration
}

/**
 * Begins a browser's visit to a provider: with PKCE, a nonce, and a cookie that identifies the browser when it returns.
 */
export async function beginFlow(
  services: Dependencies,
  provider: OpenProvider,
  purpose: FlowPurpose,
): Promise<BegunFlow> {
  const { issuer: publicUrl, database } = services
  const client = await getProviderClient(services, provider, purpose.kind === 'test')
  const [state, nonce, code_verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
  const { cookie, hash: browser_hash } = createBinding(
    publicUrl,
    { kind: 'provider', id: state },
    FLOW_SECONDS,
  )
  const { organization, provider_id, scopes } = provider
  await asIdentity(database, 'read write', (tx) =>
    keepFlow(tx, state, { organization, provider_id, code_verifier, nonce, browser_hash, purpose }),
  )
  const parameters = {
    redirect_uri: getRedirectUrl(publicUrl, organization),
    scope: [...new Set(['openid', ...scopes])].join(' '),
    code_challenge: await calculatePKCECodeChallenge(code_verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  }
  return { authorization_url: (await toAuthorizationUrl(client, parameters)).href, cookie, client }
}

/** Sends the request to the provider beforehand if the provider requires it (RFC 9126). @throws BulkheadError `provider_failed` */
async function toAuthorizationUrl(client: Configuration, parameters: Record<string, string>): Promise<URL> {
  if (client.serverMetadata().require_pushed_authorization_requests !== true)
    return buildAuthorizationUrl(client, parameters)
  try {
    return await buildAuthorizationUrlWithPAR(client, parameters)
  } catch (error) {
    throw new BulkheadError('provider_failed', explainFailure(error).sentence)
  }
}

/**
 * Begins a flow for a person who may not be an owner. Details of a failure contain the issuer and addresses of the
 * organization's own network, so they are left out here. Owners see them in a test of the provider.
 *
 * @param note Called if the provider could not be used.
 * @throws BulkheadError `provider_failed`
 */
export async function beginFlowDiscreetly(
  services: Dependencies,
  provider: OpenProvider,
  purpose: FlowPurpose,
  note: () => void = () => {},
): Promise<BegunFlow> {
  try {
    return await beginFlow(services, provider, purpose)
  } catch (error) {
    if (!(error instanceof BulkheadError) || error.code !== 'provider_failed') throw error
    note()
    throw new BulkheadError(
      'provider_failed',
      'The provider could not be used. Try again later. An owner of the organization can test the provider to see why.',
    )
  }
}
