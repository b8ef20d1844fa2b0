import { randomBytes } from 'node:crypto'
import { hashText, isSameText } from '#platform/text-hash'

/** Flow that must end in the browser in which it began. */
export interface BoundFlow {
  /** `agent`: a sign-in of a program. `connect`: an authorization of a connect link. */
  readonly kind: 'provider' | 'passkey' | 'authorization' | 'connect' | 'agent'
  /** Identifies the flow, such as its state. */
  readonly id: string
}

/** Cookie that binds a flow to a browser. */
export interface BrowserBinding {
  /** `Set-Cookie` header of the response that begins the flow. */
  readonly cookie: string
  /** Stored form of the cookie's value and of what it binds. */
  readonly hash: string
}

/**
 * Creates the cookie by which the server recognizes the browser that began a flow. Its value is random, so it appears in
 * no URL.
 */
export function createBinding(publicUrl: string, flow: BoundFlow, seconds: number): BrowserBinding {
  const value = randomBytes(32).toString('base64url')
  return { cookie: formatCookie(publicUrl, flow, value, seconds), hash: hashBinding(flow, value) }
}

/** Returns whether a `Cookie` header has the cookie of this flow, with the value that was set. */
export function isBound(
  publicUrl: string,
  flow: BoundFlow,
  hash: string,
  cookies: string | undefined,
): boolean {
  return readCookies(publicUrl, flow, cookies).some((value) => isSameText(hashBinding(flow, value), hash))
}

/** Returns the `Set-Cookie` header that removes the cookie of a flow. */
export function removeBinding(publicUrl: string, flow: BoundFlow): string {
  return formatCookie(publicUrl, flow, '', 0)
}

/** Creates a cookie whose value is the id of the flow, for flows that store no hash. */
export function createIdCookie(publicUrl: string, flow: BoundFlow, seconds: number): string {
  return formatCookie(publicUrl, flow, flow.id, seconds)
}

/** Returns whether a `Cookie` header has the cookie of {@link createIdCookie}. */
export function hasIdCookie(publicUrl: string, flow: BoundFlow, cookies: string | undefined): boolean {
  return readCookies(publicUrl, flow, cookies).some((value) => isSameText(value, flow.id))
}

/** A cookie counts for its flow alone, even if somebody gives it the name of another one. */
function hashBinding({ kind, id }: BoundFlow, value: string): string {
  return hashText(`${kind} ${id} ${value}`)
}

function readCookies(publicUrl: string, flow: BoundFlow, cookies = ''): string[] {
  const start = `${getCookieName(publicUrl, flow)}=`
  return cookies
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start))
    .map((pair) => pair.slice(start.length))
}

/** `Lax`, because the pages of services, providers and programs send the browser back by a link. */
function formatCookie(publicUrl: string, flow: BoundFlow, value: string, seconds: number): string {
  const secure = isSecure(publicUrl) ? '; Secure' : ''
  return `${getCookieName(publicUrl, flow)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

/**
 * Returns the name of a flow's cookie. No other host can set a cookie whose name begins with `__Host-`, not even one
 * below the same domain. The id is part of the name, so that several flows of one browser stay separate.
 */
function getCookieName(publicUrl: string, { kind, id }: BoundFlow): string {
  const prefix = isSecure(publicUrl) ? '__Host-' : ''
  return `${prefix}bulkhead_${kind}_${hashText(id).slice(0, 12)}`
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:')
}
