import { faultOfBrowserOrigin } from './browser-origin.ts'

/** Says what is wrong with an origin that a browser may be sent back to, or undefined when it is good. */
export function faultOfHttpsOrigin(text: string): string | undefined {
  return /^https:/i.test(text)
    ? faultOfBrowserOrigin(text)
    : 'must be an https origin such as https://app.example.com'
}
