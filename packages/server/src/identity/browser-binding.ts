import { randomBytes } from 'node:crypto'
import { hashText, isSameText } from '#platform/text-hash'

/** A sign-in step that must end in the browser in which it began. */
export interface BoundVisit {
  readonly kind: 'provider' | 'passkey'
  /** Random string that identifies the visit, such as its state. */
  readonly name: string
}

/** Creates the cookie by which the server recognizes the browser that began the visit. */
export function createBinding(publicUrl: string, visit: BoundVisit, seconds: number) {
  const value = randomBytes(32).toString('base64url')
  return { cookie: cookieLine(publicUrl, visit, value, seconds), hash: hashText(value) }
}

/** Returns whether a `Cookie` header has the cookie that was set. */
export function isBound(
  publicUrl: string,
  visit: BoundVisit,
  hash: string,
  cookies: string | undefined,
): boolean {
  const name = cookieName(publicUrl, visit)
  return (cookies ?? '').split(';').some((pair) => {
    const [key, value = ''] = pair.trim().split('=', 2)
    return key === name && isSameText(hashText(value), hash)
  })
}

export function removeBinding(publicUrl: string, visit: BoundVisit): string {
  return cookieLine(publicUrl, visit, '', 0)
}

/** `Lax`: a provider sends the browser back across sites. */
function cookieLine(publicUrl: string, visit: BoundVisit, value: string, seconds: number): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
  return `${cookieName(publicUrl, visit)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

function cookieName(publicUrl: string, { kind, name }: BoundVisit): string {
  const prefix = publicUrl.startsWith('https:') ? '__Host-' : ''
  return `${prefix}bulkhead_${kind}_${hashText(name).slice(0, 12)}`
}
