const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?=[/?]|$)(.*)$/i

/** Returns whether a redirect URI leads to a program on the person's own machine. */
export function isOnDevice(uri: string): boolean {
  return LOOPBACK.test(uri) || !/^https?:/i.test(uri)
}

/** Returns whether a client that registered `allowed` may be sent to `asked`: exactly it, or on loopback at any port (RFC 8252 §7.3). */
export function isSameRedirect(allowed: string, asked: string): boolean {
  if (allowed === asked) return true
  // A port beyond 65535 is none.
  if (!URL.canParse(asked)) return false
  const [, host, rest] = LOOPBACK.exec(allowed) ?? []
  const [, askedHost, askedRest] = LOOPBACK.exec(asked) ?? []
  return host !== undefined && host === askedHost && rest === askedRest
}

/** Returns what people know a redirect URI by: the origin, or the scheme of an app. */
export function getRedirectOrigin(uri: string): string {
  const { protocol, origin } = new URL(uri)
  return origin === 'null' ? protocol : origin
}
