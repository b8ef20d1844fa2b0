const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?=[/?]|$)(.*)$/i

/** Tells whether a redirect URI leads to a program on the person's own machine. */
export function isOnDevice(uri: string): boolean {
  return LOOPBACK.test(uri) || !/^https?:/i.test(uri)
}

/**
 * Tells whether a client that registered `allowed` may be redirected to `asked`. Both must be equal; on loopback the
 * port may differ (RFC 8252 §7.3).
 */
export function isSameRedirect(allowed: string, asked: string): boolean {
  if (allowed === asked) return true
  // A URL with a port above 65535 is invalid.
  if (!URL.canParse(asked)) return false
  const [, host, rest] = LOOPBACK.exec(allowed) ?? []
  const [, askedHost, askedRest] = LOOPBACK.exec(asked) ?? []
  return host !== undefined && host === askedHost && rest === askedRest
}

/** Returns the part of a redirect URI that people recognize: the origin, or the scheme of an app. */
export function getRedirectOrigin(uri: string): string {
  const { protocol, origin } = new URL(uri)
  return origin === 'null' ? protocol : origin
}
