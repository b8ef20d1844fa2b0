import { BulkheadError } from '@bulkhead/contract/errors'
import { Grant } from '@bulkhead/contract/grants'
import { errors, jwtVerify } from 'jose'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { ALGORITHM, COMMAND_LINE, TOKEN_TYPE, type VerifiedClaims } from './claims.ts'
import type { SigningKeys } from './signing-keys.ts'

const Uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
const Epoch = Type.Integer({ minimum: 1 })
const ourClaims = Compile(
  Type.Object({
    sub: Uuid,
    jti: Uuid,
    exp: Type.Integer(),
    iat: Type.Integer(),
    client_id: Type.String({ minLength: 1 }),
    organization_id: Uuid,
    workspace_id: Type.Optional(Uuid),
    session_id: Type.Optional(Uuid),
    grant_id: Type.Optional(Uuid),
    client_name: Type.Optional(Type.String()),
    secret_id: Type.Optional(Uuid),
    parent_id: Type.Optional(Uuid),
    epochs: Type.Object({
      organization: Epoch,
      application: Type.Optional(Epoch),
      workspace: Type.Optional(Epoch),
      person: Type.Optional(Epoch),
    }),
    grant: Type.Optional(Grant),
    allowed_origin: Type.Optional(Type.String()),
  }),
)

/**
 * Maximum lead of another process's clock in seconds. A token from a clock further ahead would outlive the retention of
 * revocations.
 */
const FASTEST_CLOCK_SECONDS = 60

/**
 * Verifies signature, type, issuer, audience and time of a token (RFC 9068 §4), without clock tolerance, because the
 * server issues and verifies the tokens itself.
 *
 * @throws BulkheadError `unauthenticated`, the same for every fault but expiry.
 */
export async function verifyToken(
  keys: SigningKeys,
  issuer: string,
  audience: string,
  token: string,
): Promise<VerifiedClaims> {
  try {
    assertCanonicalSignature(token)
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = kid === undefined ? undefined : await keys.find(kid)
        if (key === undefined) throw new errors.JWKSNoMatchingKey()
        return key
      },
      {
        algorithms: [ALGORITHM],
        typ: TOKEN_TYPE,
        issuer,
        audience,
        requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat', 'jti'],
      },
    )
    if (!ourClaims.Check(payload)) throw new errors.JWTInvalid('Not the claims of this server.')
    if (payload.iat > Date.now() / 1000 + FASTEST_CLOCK_SECONDS) throw new errors.JWTInvalid()
    const {
      sub,
      jti,
      exp,
      client_id,
      organization_id,
      workspace_id,
      session_id,
      grant_id,
      client_name,
      secret_id,
      parent_id,
      epochs,
      grant,
      allowed_origin,
    } = payload
    if ((workspace_id === undefined) !== (epochs.workspace === undefined)) throw new errors.JWTInvalid()
    const isSignIn = grant_id !== undefined && client_id === COMMAND_LINE
    if (grant !== undefined && workspace_id === undefined && !isSignIn) throw new errors.JWTInvalid()
    if ((session_id === undefined) !== (epochs.application !== undefined)) throw new errors.JWTInvalid()
    // A grant ends like a session, and is limited to one workspace. Only a grant of the command line may reach all
    // workspaces of its person.
    if (grant_id !== undefined && (grant_id !== session_id || (workspace_id === undefined && !isSignIn)))
      throw new errors.JWTInvalid()
    return {
      sub,
      jti,
      exp,
      client_id,
      organization_id,
      ...(workspace_id !== undefined && { workspace_id }),
      ...(session_id !== undefined && { session_id }),
      ...(grant_id !== undefined && { grant_id }),
      ...(client_name !== undefined && { client_name }),
      ...(secret_id !== undefined && { secret_id }),
      ...(parent_id !== undefined && { parent_id }),
      epochs,
      ...(grant !== undefined && { grant }),
      ...(allowed_origin !== undefined && { allowed_origin }),
    }
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause
    throw new BulkheadError(
      'unauthenticated',
      cause instanceof errors.JWTExpired
        ? 'The token has expired. Get a new one.'
        : 'The token is not a valid token of this server.',
      { cause },
    )
  }
}

/** Rejects a second spelling of a signature: 64 bytes leave four bits of the last character unused (RFC 4648 §3.5). */
function assertCanonicalSignature(token: string): void {
  const signature = token.slice(token.lastIndexOf('.') + 1)
  if (Buffer.from(signature, 'base64url').toString('base64url') !== signature) throw new errors.JWSInvalid()
}
