/**
 * Says what is wrong with an origin that a browser may be sent back to, or undefined when it is good. Only
 * the exact form that a browser states is accepted, so that comparing texts compares origins.
 */
export function faultOfHttpsOrigin(text: string): string | undefined {
  const url = URL.parse(text)
  if (url?.protocol !== 'https:') return 'must be an https origin such as https://app.example.com'
  if (url.hostname.includes('*')) return 'must name one host: there are no wildcards'
  if (url.origin === text) return undefined
  return `must be an origin as browsers write it, without path or user: ${url.origin}`
}
