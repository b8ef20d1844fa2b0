import { createHash } from 'node:crypto'

/** How long a link waits for its owner; it may lie in the log of whatever started the server. */
export const SIGN_UP_LINK_HOURS = 24

/** What is stored of the token of a link. A plain hash is enough for 256 random bits. */
export function hashSignUpToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}
