import { BulkheadError } from '@bulkhead/contract/errors'
import type { Sender } from '@bulkhead/engine'
import { errors, type JWTPayload, jwtVerify } from 'jose'
import { getProviderKeys, SIGNING_ALGORITHMS } from '../provider-keys.ts'
import type { OpenProvider } from '../providers/provider-rows.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** Maximum age of a token and maximum difference of clocks, in seconds. */
const MOST_SECONDS = 300
const CLOCK_SECONDS = 60

/** A verified logout token: the person, a session at the provider, or both. */
export interface Logout {
  readonly jti: string
  readonly subject: string | undefined
  readonly sid: string | undefined
}

/**
 * Verifies a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6): signature, issuer, audience, time and event.
 * An ID token is not accepted.
 *
 * @returns Undefined for an invalid token.
 * @throws BulkheadError `provider_failed`
 */
export async function verifyLogoutToken(
  services: { readonly sender: Sender },
  provider: OpenProvider,
  token: string,
): Promise<Logout | undefined> {
  // The issuer as the provider states it: an owner may have entered it with another final slash.
  const { keys, issuer } = await getProviderKeys(services, provider)
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: provider.client_id,
      clockTolerance: CLOCK_SECONDS,
      maxTokenAge: MOST_SECONDS,
      requiredClaims: ['iat', 'jti', 'events'],
      algorithms: SIGNING_ALGORITHMS,
    })
    return readLogout(payload)
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw new BulkheadError('provider_failed', "The provider's keys cannot be read.", { cause: error })
  }
}

function readLogout({ jti, sub, sid, events, nonce }: JWTPayload): Logout | undefined {
  const event =
    typeof events === 'object' && events !== null ? (events as Record<string, unknown>)[EVENT] : undefined
  const isSaid = [sub, sid].some((id) => typeof id === 'string' && id !== '')
  if (typeof event !== 'object' || event === null || nonce !== undefined || jti === undefined || !isSaid) {
    return undefined
  }
  return { jti, subject: sub, sid: typeof sid === 'string' ? sid : undefined }
}
