/**
 * Says what is wrong with an origin of pages, or undefined when it is good. Only the exact form that a browser
 * states is accepted (RFC 6454 §6.2), so that comparing texts compares origins.
 */
export function faultOfBrowserOrigin(text: string): string | undefined {
  const url = URL.parse(text)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    return 'must be an origin such as https://app.example.com'
  if (url.hostname.includes('*')) return 'must name one host: there are no wildcards'
  if (url.origin === text) return undefined
  return `must be an origin as browsers write it, without path or user: ${url.origin}`
}
