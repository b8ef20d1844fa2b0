import type { RevocationFeed } from './revocation-feed.ts'

/**
 * Maximum number of revocations of one organization at which one token more can be revoked. Every process keeps each in
 * memory for the lifetime of a token.
 */
const MOST_REMEMBERED = 10_000

/**
 * The part of it that anyone may use up who holds a token. The rest is for owners, admins and applications, so that
 * nobody else keeps them from revoking.
 */
const MOST_BY_HOLDERS = MOST_REMEMBERED / 2

/**
 * Returns whether an organization may revoke one token more.
 *
 * @param by `holder`: anyone who holds the token.
 */
export function hasRoom(
  revocations: Pick<RevocationFeed, 'countOf'>,
  organization: string,
  by: 'holder' | 'organization',
): boolean {
  return revocations.countOf(organization) < (by === 'holder' ? MOST_BY_HOLDERS : MOST_REMEMBERED)
}
