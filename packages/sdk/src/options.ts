import { demandKnown } from './demand-known.ts'
import { ConfigurationError } from './errors.ts'
import { DEFAULT_URL, SDK_VARIABLES } from './generated/api.ts'
import type { LogEntry } from './log-entry.ts'

/** The part of the standard `fetch` that the SDK uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Where the server is and who calls it. What is left out comes from {@link configure}, then from the environment. */
export interface ClientOptions {
  /** Address of the server. `BULKHEAD_URL`; else `http://localhost:4747`. */
  readonly url?: string
  /** Of an application. `BULKHEAD_CLIENT_ID`. */
  readonly client_id?: string
  /** `BULKHEAD_CLIENT_SECRET`. Keep it on servers: it acts for all of your customers. */
  readonly client_secret?: string
  /** Refuses to act for any other organization. `BULKHEAD_ORGANIZATION_ID`. */
  readonly organization_id?: string
  /**
   * A scoped token, for a component that was handed one and must not have more. `BULKHEAD_TOKEN`. Where it
   * and a client id are given in the same place, it is used.
   */
  readonly token?: string
  /** In place of the global one: for tests, proxies, instrumentation. */
  readonly fetch?: Fetch
  /** How long one attempt may take, in milliseconds; the body of a download may take longer. 100,000. */
  readonly timeoutMs?: number
  /** How often a request is repeated, where that is safe. 2. */
  readonly maxRetries?: number
  /** Told of every attempt; `console.debug` will do. Never given a token, a header, a query or a body. */
  readonly log?: (entry: LogEntry) => void
}

/** Who calls: an application, whoever holds a token that was handed over, or in the web app whoever signed in. */
export type Identity =
  | { readonly kind: 'session' }
  | { readonly kind: 'application'; readonly client_id: string; readonly client_secret: string }
  | { readonly kind: 'token'; readonly token: string }

/** Options after all places were looked at. */
export interface Settings {
  /** Without a trailing slash. */
  readonly url: string
  readonly identity: Identity
  readonly organization_id: string | undefined
  readonly fetch: Fetch
  readonly timeoutMs: number
  readonly maxRetries: number
  readonly log: ((entry: LogEntry) => void) | undefined
}

const KNOWN = {
  url: true,
  client_id: true,
  client_secret: true,
  organization_id: true,
  token: true,
  fetch: true,
  timeoutMs: true,
  maxRetries: true,
  log: true,
} as const satisfies Record<keyof ClientOptions, true>

/** The names of {@link ClientOptions}. */
export const CLIENT_OPTIONS: readonly string[] = Object.keys(KNOWN)

let configured: ClientOptions = {}

/**
 * Refuses an option that is there without a value: `{ workspace_name: customer.name }` must not come to mean
 * `default`, nor a missing token the application, because something was forgotten before.
 */
export function demandValues<T extends object>(options: T, names: readonly (keyof T & string)[]): void {
  for (const name of names) {
    if (name in options && (options[name] === undefined || options[name] === '')) {
      const message = `\`${name}\` was given without a value. Leave it out if you mean the default.`
      throw new ConfigurationError('configuration', message)
    }
  }
}

/** Sets options for everything that is made afterwards in this process, and replaces those set before. */
export function configure(options: ClientOptions): void {
  demandKnown(options, CLIENT_OPTIONS)
  demandValues(options, ['token'])
  configured = { ...options }
}

/** @throws {ConfigurationError} Something is missing or cannot be right. */
export function resolveSettings(options: ClientOptions): Settings {
  demandKnown(options, CLIENT_OPTIONS)
  demandValues(options, ['token'])
  const environment = readEnvironment()
  const given = <K extends keyof ClientOptions>(name: K) =>
    options[name] ?? configured[name] ?? (environment as ClientOptions)[name]
  const {
    timeoutMs = 100_000,
    maxRetries = 2,
    fetch = globalThis.fetch.bind(globalThis),
  } = {
    ...withoutUndefined(configured),
    ...withoutUndefined(options),
  }
  if (!(timeoutMs > 0)) throw new ConfigurationError('configuration', '`timeoutMs` must be more than 0.')
  if (!Number.isInteger(maxRetries) || maxRetries < 0) {
    throw new ConfigurationError('configuration', '`maxRetries` must be a whole number, 0 or more.')
  }
  const identity = chooseIdentity([options, configured, environment])
  const organization_id = given('organization_id')
  if (identity.kind === 'token') demandHeaderText('token', identity.token)
  if (organization_id !== undefined) demandHeaderText('organization_id', organization_id)
  return {
    url: readUrl(given('url') ?? DEFAULT_URL),
    identity,
    organization_id,
    fetch,
    timeoutMs,
    maxRetries,
    log: given('log'),
  }
}

/** The first place that names a caller decides of which kind; a client's two parts may come from two places. */
function chooseIdentity(places: readonly ClientOptions[]): Identity {
  const place = places.find(
    ({ token, client_id, client_secret }) => token !== undefined || client_id || client_secret,
  )
  if (place?.token === '') {
    // A mint that failed must not leave a component with the rights of the application.
    const message =
      'BULKHEAD_TOKEN is set and empty. Set it to a scoped token, or unset it to act as the application.'
    throw new ConfigurationError('configuration', message)
  }
  if (place?.token !== undefined) return { kind: 'token', token: place.token }
  const client_id = places.find((one) => one.client_id)?.client_id
  const client_secret = places.find((one) => one.client_secret)?.client_secret
  if (client_id !== undefined && client_secret !== undefined) {
    return { kind: 'application', client_id, client_secret }
  }
  const missing = [
    ...(client_id === undefined ? ['client_id (BULKHEAD_CLIENT_ID)'] : []),
    ...(client_secret === undefined ? ['client_secret (BULKHEAD_CLIENT_SECRET)'] : []),
  ].join(' and ')
  const message = `Missing ${missing}. Set them in the environment, by configure() or as options; or give a scoped token (BULKHEAD_TOKEN).`
  throw new ConfigurationError('configuration', message)
}

/**
 * Refuses what a header cannot carry, before `fetch` does so with an error that looks like a lost connection.
 * The text is not repeated: it may be a secret.
 */
export function demandHeaderText(name: string, text: string): void {
  if (/^[\x20-\x7e]{1,8192}$/.test(text) && text.trim() === text) return
  const message = `\`${name}\` must be printable ASCII without spaces or line breaks around it.`
  throw new ConfigurationError('invalid_argument', message)
}

function readUrl(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    // The text is not repeated: it may hold a password.
    throw new ConfigurationError(
      'configuration',
      '`url` (BULKHEAD_URL) must be like https://bulkhead.example.com.',
    )
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new ConfigurationError('configuration', '`url` (BULKHEAD_URL) must begin with https:// or http://.')
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    const message = '`url` (BULKHEAD_URL) must have no user, password, query or fragment.'
    throw new ConfigurationError('configuration', message)
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

function readEnvironment(): ClientOptions {
  const variables: Partial<Record<keyof ClientOptions, string>> = SDK_VARIABLES
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  const read = (name: string) => {
    try {
      const value = process?.env?.[name]
      // An empty variable counts as none: that is how shells and containers unset one. An empty token is refused.
      return value === '' && name !== SDK_VARIABLES.token ? undefined : value
    } catch {
      // Deno without the right to read it.
      return undefined
    }
  }
  return withoutUndefined(
    Object.fromEntries(Object.entries(variables).map(([option, name]) => [option, read(name)])),
  )
}

function withoutUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>
}
