import { hash } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Caller } from '@bulkhead/contract/operation'
import { createCache } from '#platform/cache/create-cache'
import type { Database } from '#platform/database/roles/confine'
import { createSingleFlight } from '#platform/single-flight'
import type { Principal } from '#request/principal'
import { isAccessKey } from './access-key.ts'
import type { VerifiedClaims } from './claims.ts'
import type { RevocationFeed } from './revocation/revocation-feed.ts'
import type { SigningKeys } from './signing-keys.ts'
import { stillCounts } from './still-counts.ts'
import { verifyKey } from './verify-key.ts'
import { verifyToken } from './verify-token.ts'

interface Dependencies {
  readonly database: Database
  readonly signingKeys: SigningKeys
  readonly issuer: string
  readonly tokenCache: TokenCache
  readonly revocations: RevocationFeed
}

/** RFC 6750 §2.1. */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i

/**
 * Turns a bearer token, or a key of a workspace, into its principal. While the revocation feed is fresh, memory tells
 * whether the token is still valid. Otherwise the database does. If neither can, the request fails.
 *
 * @param authorization Value of the header.
 * @param audience Resource of this server that the token must be for.
 * @throws BulkheadError `unauthenticated`; `unavailable` if neither memory nor the database can tell whether the
 *   token is valid.
 */
export async function authenticate(
  services: Dependencies,
  authorization: string | undefined,
  audience: string,
): Promise<Principal> {
  const token = getBearer(authorization)
  const { signingKeys, issuer } = services
  const found = services.tokenCache.claimsOf(token, audience, () =>
    isAccessKey(token)
      ? verifyKey(services.database, token)
      : verifyToken(signingKeys, issuer, audience, token),
  )
  const claims = found instanceof Promise ? await found : found
  const principal = principals.get(claims) ?? getPrincipal(claims)
  const counts = services.revocations.counts(claims) ?? (await stillCounts(services.database, principal))
  if (!counts) throw new BulkheadError('unauthenticated', 'The token was revoked. Get a new one.')
  principals.set(claims, principal)
  return principal
}

const REMEMBERED = 10_000

/**
 * Cache of tokens whose signature was verified, and of keys that were looked up, by their hash. Verification takes 80
 * µs, a hash 2 µs.
 */
export interface TokenCache {
  /**
   * Returns the claims of a token, verified once for each audience, also if several requests present it at once. An
   * expired token is verified again, which rejects it.
   */
  claimsOf(
    token: string,
    audience: string,
    verify: () => Promise<VerifiedClaims>,
  ): VerifiedClaims | Promise<VerifiedClaims>
}

export function createTokenCache(now: () => number = Date.now): TokenCache {
  const verified = createCache<VerifiedClaims>({
    name: 'verified_tokens',
    key: 'SHA-256 of audience and token',
    max: REMEMBERED,
    invalidatedBy: 'the expiry of the token when it is presented',
  })
  const verifying = createSingleFlight<VerifiedClaims>()
  return {
    claimsOf(token, audience, verify) {
      const key = hash('sha256', `${audience} ${token}`, 'base64')
      const known = verified.get(key)
      if (known !== undefined && known.exp * 1000 > now()) return known
      return verifying.run(key, async () => {
        const claims = await verify()
        verified.set(key, claims)
        return claims
      })
    },
  }
}

/** Principals by claims. Claims are cached while their token is in use, and the principal with them. */
const principals = new WeakMap<VerifiedClaims, Principal>()

/** Returns the principal that a token with these claims stands for. */
export function getPrincipal(claims: VerifiedClaims): Principal {
  return {
    kind: getKind(claims),
    organization: claims.organization_id,
    ...(claims.workspace_id !== undefined && { workspace: claims.workspace_id }),
    ...(claims.grant !== undefined && { grant: claims.grant }),
    ...(claims.allowed_origin !== undefined && { allowed_origin: claims.allowed_origin }),
    ...(claims.session_id === undefined
      ? { application: claims.sub }
      : { person: claims.sub, session: claims.session_id }),
    ...(claims.grant_id !== undefined && { grant_id: claims.grant_id }),
    ...(claims.client_name !== undefined && { client_name: claims.client_name }),
    client_id: claims.client_id,
    epochs: claims.epochs,
    ...(claims.secret_id !== undefined && { secret: claims.secret_id }),
    ...(claims.parent_id !== undefined && { parent: claims.parent_id }),
    token_id: claims.jti,
  }
}

function getKind({ workspace_id, session_id, grant, is_key }: VerifiedClaims): Caller {
  if (is_key === true) return 'key'
  if (workspace_id === undefined) return session_id === undefined ? 'application' : 'person'
  return grant === undefined ? 'scoped' : 'narrowed'
}

function getBearer(authorization: string | undefined): string {
  if (authorization === undefined) {
    throw new BulkheadError('unauthenticated', 'Send a token: Authorization: Bearer <token>.')
  }
  const token = BEARER.exec(authorization)?.[1]
  if (token === undefined) {
    throw new BulkheadError('unauthenticated', 'The Authorization header must be: Bearer <token>.')
  }
  return token
}
