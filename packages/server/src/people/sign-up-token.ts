import { createHash } from 'node:crypto'

/** Lifetime of a sign-up link. It may stay in the log of the process that started the server. */
export const SIGN_UP_LINK_HOURS = 24

/** Hashes the token of a link for storage. A plain hash is enough for 256 random bits. */
export function hashSignUpToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}
