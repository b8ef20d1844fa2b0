import { hash } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Caller } from '@bulkhead/contract/operation'
import { sql } from 'kysely'
import { createCache } from '#platform/cache/create-cache'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { createSingleFlight } from '#platform/single-flight'
import type { Principal } from '../request/principal.ts'
import { hashAccessKey, isAccessKey } from './access-key.ts'
import type { VerifiedClaims } from './claims.ts'
import type { RevocationFeed } from './revocation/revocation-feed.ts'
import type { SigningKeys } from './signing-keys.ts'
import { stillCounts } from './still-counts.ts'
import { verifyToken } from './verify-token.ts'

/**
 * Seconds for which a looked-up key is cached, and the precision of its last use. It is shorter than the retention of
 * revocations, so a key that is revoked in the meantime is still found among them.
 */
const KNOWN_SECONDS = 600

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

/**
 * Looks up a key of a workspace and returns the claims of a scoped token for it. They expire with the key, or in ten
 * minutes. Stores when the key was last used.
 *
 * @throws BulkheadError `unauthenticated`, the same for a key that is unknown, has expired or was revoked.
 */
async function verifyKey(database: Database, text: string): Promise<VerifiedClaims> {
  const key_hash = hashAccessKey(text)
  const row = key_hash && (await findKey(database, key_hash))
  if (row === undefined) throw noSuchKey()
  const { organization_id, workspace_id, key_id, application_id, person_id } = row
  const maker = application_id ?? person_id
  if (maker === null) throw new TypeError('A key that nobody made.')
  const epochs = {
    organization: row.organization_epoch,
    ...(row.application_epoch !== null && { application: row.application_epoch }),
    ...(row.person_epoch !== null && { person: row.person_epoch }),
    workspace: row.workspace_epoch,
  }
  const scope = { organization: organization_id, workspace: workspace_id }
  const rests = {
    ...scope,
    token_id: key_id,
    epochs,
    ...(application_id !== null && { application: application_id }),
    ...(person_id !== null && { person: person_id }),
    ...(row.grant_id !== null && { session: row.grant_id }),
  }
  if (!(await stillCounts(database, rests))) throw noSuchKey()
  await noteUse(database, scope, key_id)
  return {
    sub: maker,
    // The session id is that of the command line's sign-in, or of the key: the claims end with it, and not with a
    // session of the web app.
    ...(person_id !== null && { session_id: row.grant_id ?? key_id }),
    client_id: '',
    organization_id,
    workspace_id,
    epochs,
    ...(row.narrowed_to !== null && { grant: row.narrowed_to }),
    jti: key_id,
    exp: Math.floor(Date.now() / 1000 + Math.min(KNOWN_SECONDS, row.seconds)),
    is_key: true,
  }
}

function noSuchKey(): BulkheadError {
  return new BulkheadError(
    'unauthenticated',
    'The key is unknown, has expired or was revoked. Request a new one.',
  )
}

function findKey(database: Database, key_hash: Uint8Array) {
  return asAuthenticator(database, undefined, (tx) =>
    tx
      .selectFrom('access_keys')
      .select(['organization_id', 'workspace_id', 'key_id', 'application_id', 'person_id', 'narrowed_to'])
      .select('grant_id')
      .select(['organization_epoch', 'application_epoch', 'workspace_epoch', 'person_epoch'])
      .select(sql<number>`extract(epoch from expires_at - now())::float8`.as('seconds'))
      .where('key_hash', '=', key_hash)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst(),
  )
}

/** Stores the last use of a key. A failure does not reject the key. */
async function noteUse(
  database: Database,
  principal: { readonly organization: string; readonly workspace: string },
  key_id: string,
): Promise<void> {
  try {
    await asPrincipal(database, principal, 'read write', (tx) =>
      tx
        .updateTable('access_keys')
        .set({ last_used_at: sql<Date>`now()` })
        .where('workspace_id', '=', principal.workspace)
        .where('key_id', '=', key_id)
        .where(sql<boolean>`coalesce(last_used_at < now() - interval '1 minute', true)`)
        .execute(),
    )
  } catch {
    // A database that takes no writes can still identify the caller.
  }
}
