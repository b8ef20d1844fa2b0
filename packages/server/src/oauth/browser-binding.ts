import { randomBytes } from 'node:crypto'
import { hashText, isSameText } from '#platform/text-hash'
import { type CallbackOwner, callbackPath } from './callback-url.ts'
import { KEPT_SECONDS } from './oauth-flow.ts'

/** Cookie that binds an authorization to the browser that began it. */
export interface BrowserBinding {
  /** `Set-Cookie` header of the response that begins the authorization. */
  readonly cookie: string
  /** Stored form of the cookie's value. */
  readonly hash: string
}

/** Scope of an authorization's cookie: the callback of a definition, or every path for a connect link. */
export type BindingScope = CallbackOwner | 'connect'

/**
 * Creates the cookie of an authorization. Its value is random and independent of the state, which appears in the
 * address bar and which the service learns.
 *
 * @param state_hash Becomes part of the cookie's name, so that several authorizations in one browser stay separate.
 */
export function createBrowserBinding(
  publicUrl: string,
  scope: BindingScope,
  state_hash: Buffer,
): BrowserBinding {
  const value = randomBytes(32).toString('base64url')
  return { cookie: cookieLine(publicUrl, scope, state_hash, value, KEPT_SECONDS), hash: hashText(value) }
}

/** Returns whether a `Cookie` header has the cookie of an authorization, with the value that was set. */
export function isBoundBrowser(
  publicUrl: string,
  scope: BindingScope,
  state_hash: Buffer,
  hash: string,
  cookies: string | undefined,
): boolean {
  const name = cookieName(publicUrl, scope, state_hash)
  return (cookies ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .some((pair) => isSameText(hashText(pair.slice(name.length + 1)), hash))
}

/** Returns the `Set-Cookie` header that removes the cookie of an authorization. */
export function removeBrowserBinding(publicUrl: string, scope: BindingScope, state_hash: Buffer): string {
  return cookieLine(publicUrl, scope, state_hash, '', 0)
}

/** Formats the cookie. It is `Lax` because the service sends the browser back across sites, by an ordinary link. */
function cookieLine(
  publicUrl: string,
  scope: BindingScope,
  state_hash: Buffer,
  value: string,
  seconds: number,
): string {
  const secure = isSecure(publicUrl) ? '; Secure' : ''
  // A cookie whose name begins with `__Host-` must have the path `/`, and no other host can set it.
  const path = scope === 'connect' ? '/' : callbackPath(scope)
  return `${cookieName(publicUrl, scope, state_hash)}=${value}; Max-Age=${seconds}; Path=${path}; HttpOnly; SameSite=Lax${secure}`
}

function cookieName(publicUrl: string, scope: BindingScope, state_hash: Buffer): string {
  const [prefix, word] = scope === 'connect' ? ['__Host-', 'connect'] : ['__Secure-', 'authorization']
  const part = state_hash.toString('base64url').slice(0, 12)
  return `${isSecure(publicUrl) ? prefix : ''}bulkhead_${word}_${part}`
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:')
}
