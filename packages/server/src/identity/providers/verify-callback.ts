import type { Sender } from '@bulkhead/engine'
import { authorizationCodeGrant, fetchUserInfo } from 'openid-client'
import { getProviderClient } from './provider-client.ts'
import type { ProviderFlow } from './provider-flow.ts'
import { getRedirectUrl, type OpenProvider } from './provider-rows.ts'
import { findClaim, type VerifiedClaims } from './read-claims.ts'

interface Dependencies {
  readonly sender: Sender
  /** The public URL. */
  readonly issuer: string
}

/** Verified identity from a provider's callback. */
export interface Verified {
  readonly issuer: string
  readonly subject: string
  readonly claims: VerifiedClaims
  /** Session id at the provider. */
  readonly sid: string | undefined
}

/**
 * Gets tokens for a code and verifies them: signature, issuer, audience, nonce and time. Claims that the token lacks come of
 * userinfo, which must be of the same subject.
 *
 * @throws What `openid-client` and the engine throw; see `explainFailure`.
 */
export async function verifyCallback(
  services: Dependencies,
  provider: OpenProvider,
  { code_verifier, nonce }: ProviderFlow,
  query: URLSearchParams,
): Promise<Verified> {
  const client = await getProviderClient(services, provider)
  const url = new URL(getRedirectUrl(services.issuer, provider.organization))
  url.search = query.toString()
  const tokens = await authorizationCodeGrant(client, url, {
    pkceCodeVerifier: code_verifier,
    expectedNonce: nonce,
    expectedState: query.get('state') ?? '',
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (claims === undefined) throw new TypeError('The provider sent no token of who it is.')
  const names = Object.values(provider.claims)
  const isWhole = names.every((name) => findClaim(claims, name) !== undefined)
  const hasMore = client.serverMetadata().userinfo_endpoint !== undefined
  const more = isWhole || !hasMore ? {} : await fetchUserInfo(client, tokens.access_token, claims.sub)
  const { iss: issuer, sub: subject, sid } = claims
  return {
    ...{ issuer, subject },
    // What is signed counts first.
    claims: { ...more, ...claims },
    sid: typeof sid === 'string' ? sid : undefined,
  }
}
