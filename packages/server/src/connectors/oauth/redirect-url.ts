import { invalid } from '@bulkhead/contract/errors'
import { listNames } from '@bulkhead/engine/text'

/** Parameters with which a browser is redirected. */
export type AuthorizationResult =
  | { readonly connector_id: string }
  | { readonly server_side_oauth_secret_id: string }
  | { readonly error: 'creation_failed'; readonly error_description: string }

const RESULTS = ['connector_id', 'server_side_oauth_secret_id', 'error', 'error_description']

/**
 * Returns whether a browser may be sent to a URL. The origin must be exactly one that the organization registered, and
 * nothing in the URL may lead elsewhere.
 */
export function isRegistered(redirect_url: string, redirect_origins: readonly string[]): boolean {
  const url = URL.parse(redirect_url)
  const isPlain =
    url !== null &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '' &&
    redirect_url.toLowerCase().startsWith(url.origin)
  // Parsers differ in how they read such characters, so another parser could see another origin.
  const hasOdd = /[\s\\]/.test(redirect_url) || [...redirect_url].some((letter) => letter < ' ')
  return isPlain && !hasOdd && redirect_origins.includes(url.origin)
}

/** @throws BulkheadError `invalid_request` */
export function assertRegistered(redirect_url: string, redirect_origins: readonly string[]): void {
  if (isRegistered(redirect_url, redirect_origins)) return
  const known = redirect_origins.length === 0 ? 'none is' : `these are: ${listNames(redirect_origins)}`
  const message = `redirect_url must be a URL without fragment at an origin that is registered in redirect_origins of the organization; ${known}. PUT /api/v1/organization registers one.`
  throw invalid('body.redirect_url', message)
}

/**
 * Returns the URL with the result in its query. Parameters of the same names are removed first, so that those in the
 * response are the server's.
 */
export function redirectTo(redirect_url: string, result: AuthorizationResult): string {
  const url = new URL(redirect_url)
  for (const name of RESULTS) url.searchParams.delete(name)
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value)
  return url.href
}
