const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?=[/?]|$)(.*)$/i

/** Returns whether a redirect URI leads to a program on the person's own machine. */
export function isOnDevice(uri: string): boolean {
  return LOOPBACK.test(uri) || !/^https?:/i.test(uri)
}

/** Schemes that run or show the content of the URL, and lead to no program. */
const NO_PROGRAM = /^(javascript|data|blob|file|vbscript|about|ftp|wss?|view-source|filesystem):$/

/** URLs that {@link leadsToProgram} accepts, for messages. */
export const REDIRECT_RULE = 'must be an https, loopback or app URL with //, in ASCII and without a fragment'

/** Characters of URIs, without the backslash, which some parsers read as a slash. */
const URI = /^[!-[\]-~]+$/
/** Browsers resolve a web address without an authority against this server, although parsers find a host in it. */
const WITHOUT_HOST = /^https?:(?!\/\/[^/])/i

/** Returns whether a client may register a redirect URI: over http, codes may be redirected to loopback only. */
export function leadsToProgram(uri: string): boolean {
  const url = URL.parse(uri)
  return (
    url !== null &&
    URI.test(uri) &&
    !WITHOUT_HOST.test(uri) &&
    !uri.includes('#') &&
    url.username === '' &&
    url.password === '' &&
    !NO_PROGRAM.test(url.protocol) &&
    (url.protocol !== 'http:' || isOnDevice(uri))
  )
}

/**
 * Returns whether a client that registered `allowed` may be redirected to `asked`. Both must be equal; on loopback the
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
