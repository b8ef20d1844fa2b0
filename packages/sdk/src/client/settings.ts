import { ConfigurationError } from './errors.ts'
import type { LogEntry } from './log-entry.ts'

/** Part of the standard `fetch` that the SDK uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Settings that every client needs, for any kind of caller. */
export interface ClientSettings {
  /** Server URL without a trailing slash. */
  readonly url: string
  readonly organizationId: string | undefined
  readonly fetch: Fetch
  readonly timeoutMs: number
  readonly maxRetries: number
  readonly log: ((entry: LogEntry) => void) | undefined
}

/** Caller: an application, a person who is signed in, or the holder of a token that was handed over. */
export type Identity =
  | { readonly kind: 'application'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'token'; readonly token: string | (() => Promise<string>) }
  | { readonly kind: 'person'; readonly accessToken: () => Promise<string> }

/** Settings from the options and the environment. */
export interface Settings extends ClientSettings {
  readonly identity: Identity
}

/**
 * Rejects a value that a header cannot carry, before `fetch` does so with an error that looks like a lost connection.
 * The message does not repeat the value: it may be a secret.
 */
export function assertHeaderText(name: string, text: string): void {
  if (/^[\x20-\x7e]{1,8192}$/.test(text) && text.trim() === text) return
  const message = `\`${name}\` must be printable ASCII without spaces or line breaks around it.`
  throw new ConfigurationError('invalid_argument', message)
}
