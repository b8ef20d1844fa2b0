/** Hosts of URLs may have `;` and `,` too, which would end a directive of a policy in which an origin stands. */
const HOST = /^[\w.:[\]-]+$/

/**
 * Returns what is wrong with a page's origin, or undefined if it is valid. Only the exact form that browsers send is
 * accepted (RFC 6454 §6.2), so that origins can be compared as strings.
 */
export function faultOfBrowserOrigin(text: string): string | undefined {
  const url = URL.parse(text)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    return 'must be an origin such as https://app.example.com'
  if (url.hostname.includes('*')) return 'must name one host: there are no wildcards'
  if (!HOST.test(url.hostname)) return 'must name a host of letters, digits, dots, hyphens and underscores'
  if (url.origin === text) return undefined
  return `must be an origin as browsers write it, without path or user: ${url.origin}`
}
