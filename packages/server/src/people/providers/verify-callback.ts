import type { Sender } from '@bulkhead/engine'
import { authorizationCodeGrant, type Configuration, fetchUserInfo } from 'openid-client'
import { ProviderFailure } from './explain-failure.ts'
import { getProviderClient } from './provider-client.ts'
import type { ProviderFlow } from './provider-flow.ts'
import { getRedirectUrl, type OpenProvider } from './provider-rows.ts'
import { findClaim, type VerifiedClaims } from './read-claims.ts'

interface Dependencies {
  readonly sender: Sender
  /** Public URL of this server, which is the issuer of its tokens. */
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
 * Redeems a code and verifies the tokens: signature, issuer, audience, nonce and time. Claims that the token lacks are
 * read from userinfo, which must be about the same subject.
 *
 * @throws ProviderFailure
 * @throws BulkheadError `provider_failed`
 */
export async function verifyCallback(
  services: Dependencies,
  provider: OpenProvider,
  flow: ProviderFlow,
  query: URLSearchParams,
): Promise<Verified> {
  const client = await getProviderClient(services, provider)
  const url = new URL(getRedirectUrl(services.issuer, provider.organization))
  url.search = query.toString()
  try {
    return await verify(client, provider, flow, url)
  } catch (error) {
    throw new ProviderFailure(error)
  }
}

async function verify(
  client: Configuration,
  provider: OpenProvider,
  { code_verifier, nonce }: ProviderFlow,
  url: URL,
): Promise<Verified> {
  const tokens = await authorizationCodeGrant(client, url, {
    pkceCodeVerifier: code_verifier,
    expectedNonce: nonce,
    expectedState: url.searchParams.get('state') ?? '',
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (claims === undefined) throw new TypeError('The provider sent no ID token.')
  const names = Object.values(provider.claims)
  if (provider.claims.email === 'email' && !provider.trusts_email) names.push('email_verified')
  const isWhole = names.every((name) => findClaim(claims, name) !== undefined)
  const hasMore = client.serverMetadata().userinfo_endpoint !== undefined
  const more: VerifiedClaims =
    isWhole || !hasMore ? {} : await fetchUserInfo(client, tokens.access_token, claims.sub)
  const { email_verified, ...rest } = more
  // It is about the address beside it, which another address in the token must not use.
  const isSame = claims.email === undefined || claims.email === more.email
  const { iss: issuer, sub: subject, sid } = claims
  return {
    ...{ issuer, subject },
    // Signed claims take precedence.
    claims: { ...(isSame ? more : rest), ...claims },
    sid: typeof sid === 'string' ? sid : undefined,
  }
}
