import { faultOfBrowserOrigin } from './browser-origin.ts'

/** Origins on the browser's own machine (RFC 8252 §7.3), as used during development. */
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/

/** Returns what is wrong with an origin to which a browser may be sent back, or undefined if it is valid. */
export function faultOfRedirectOrigin(text: string): string | undefined {
  return /^https:/i.test(text) || LOOPBACK.test(text)
    ? faultOfBrowserOrigin(text)
    : 'must be an https origin such as https://app.example.com, or of this machine such as http://localhost:3000'
}
