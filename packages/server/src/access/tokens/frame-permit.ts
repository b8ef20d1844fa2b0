import { errors, jwtVerify } from 'jose'
import { ALGORITHM } from './claims.ts'
import { signClaims } from './issue-token.ts'
import type { SigningKeys } from './signing-keys.ts'

interface Dependencies {
  readonly signingKeys: SigningKeys
  readonly issuer: string
}

/** Type of the JWT, so that it is not taken for an access token, nor an access token for it. */
const TYPE = 'bulkhead-frame+jwt'

/**
 * Signs the permission for pages of one origin to show the widget in a frame. It gives no other right, so it can be part
 * of a URL.
 *
 * @param expires_in Seconds.
 */
export function signFramePermit(
  { signingKeys, issuer }: Dependencies,
  allowed_origin: string,
  expires_in: number,
): string {
  return signClaims(signingKeys, TYPE, { iss: issuer, aud: `${issuer}/widget`, allowed_origin }, expires_in)
}

/** Returns the origin of a permit. Undefined if this server did not sign it, or if it has expired. */
export async function readFramePermit(
  { signingKeys, issuer }: Dependencies,
  permit: string,
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(
      permit,
      async ({ kid }) => {
        const key = kid === undefined ? undefined : await signingKeys.find(kid)
        if (key === undefined) throw new errors.JWKSNoMatchingKey()
        return key
      },
      {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer,
        audience: `${issuer}/widget`,
        requiredClaims: ['exp', 'iat'],
      },
    )
    return typeof payload.allowed_origin === 'string' ? payload.allowed_origin : undefined
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause
    return undefined
  }
}
