import type { EntityGrant, Service } from '#types.ts'

/**
 * Secrets of this page: the session's token, and a code that proves to the requester that this browser finished the
 * session.
 */
export interface Secrets {
  readonly session_id: string
  readonly token: string
  /** 32 random bytes, base64url. The server receives only their SHA-256. */
  readonly code: string
  /** Choice made before the authorization at the service. */
  readonly choice?: Choice | undefined
}

export interface Choice {
  readonly service: Service
  readonly entities: readonly EntityGrant[] | undefined
}

const key = (session_id: string) => `bulkhead-connect:${session_id}`

export const isFramed: boolean = window.parent !== window

/**
 * Reads the token from the URL and removes it there, so that it does not stay in the browser's history. In a frame the
 * secrets stay in memory. In a window of its own they are also stored for this tab, so that they survive the way to the
 * service and back.
 */
export function takeSecrets(): Secrets | undefined {
  const session_id = decodeURIComponent(location.pathname.split('/')[2] ?? '')
  const token = location.hash.slice(1)
  if (token !== '') {
    history.replaceState(null, '', location.pathname)
    const secrets = { session_id, token, code: newCode() }
    keepSecrets(secrets)
    return secrets
  }
  return readSecrets(session_id)
}

export function keepSecrets(secrets: Secrets): void {
  if (isFramed) return
  try {
    sessionStorage.setItem(key(secrets.session_id), JSON.stringify(secrets))
  } catch {
    // The browser denies storage. A popup still works.
  }
}

export function forgetSecrets(session_id: string): void {
  try {
    sessionStorage.removeItem(key(session_id))
  } catch {
    // The browser denies storage, so nothing was stored.
  }
}

function readSecrets(session_id: string): Secrets | undefined {
  if (isFramed) return undefined
  try {
    return JSON.parse(sessionStorage.getItem(key(session_id)) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

export function newCode(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
}

export async function hashCode(code: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code))))
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
