import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { ALGORITHM, type Claims, TOKEN_TYPE, type TokenAudience } from './claims.ts'
import type { SigningKeys } from './signing-keys.ts'

/**
 * Signs an access token (RFC 9068 §2).
 *
 * @param expires_in Seconds.
 */
export function issueToken(
  keys: SigningKeys,
  { issuer, audience }: TokenAudience,
  claims: Claims,
  expires_in: number,
): Promise<string> {
  const { key_id, privateKey } = keys.current()
  const issued = Math.floor(Date.now() / 1000)
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPE, kid: key_id })
    .setIssuer(issuer)
    .setAudience([...audience])
    .setJti(randomUUID())
    .setIssuedAt(issued)
    .setExpirationTime(issued + expires_in)
    .sign(privateKey)
}
