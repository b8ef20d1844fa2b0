import { assertKnown } from './client/assert-known.ts'
import { ConfigurationError } from './client/errors.ts'
import type { LogEntry } from './client/log-entry.ts'
import type { Fetch, Identity, Settings } from './client/settings.ts'
import { assertHeaderText } from './client/settings.ts'
import { DEFAULT_URL, SDK_VARIABLES } from './generated/api.ts'

/**
 * Options of a client: the server's URL and the caller. An option that is left out comes from the environment.
 *
 * Casing: options and members of the SDK's own objects are camelCase (`clientId`, `idempotencyKey`, `page.nextCursor`,
 * `error.requestId`). Bodies, filters, params and records belong to the API and stay snake_case.
 */
export interface ClientOptions {
  /** URL of the server. Default: `BULKHEAD_URL`, else `http://localhost:4747`. */
  readonly url?: string
  /** Client id of an application. Default: `BULKHEAD_CLIENT_ID`. */
  readonly clientId?: string
  /**
   * Client secret of an application. Default: `BULKHEAD_CLIENT_SECRET`. Keep it on servers: it acts for all of your
   * customers.
   */
  readonly clientSecret?: string
  /** Id of the only organization to act for; the server rejects any other. Default: `BULKHEAD_ORGANIZATION_ID`. */
  readonly organizationId?: string
  /**
   * Scoped token, for a component that must not have more rights. Default: `BULKHEAD_TOKEN`. If a token and a client id
   * come from the same source, the token is used.
   */
  readonly token?: string | (() => Promise<string>)
  /**
   * Function that returns the access token of a person who signed in, as `bulkhead login` does, in place of client id
   * and secret. The SDK calls it for each request, so the function should cache the token while it is valid.
   */
  readonly accessToken?: () => Promise<string>
  /** Replacement of the global `fetch`, for tests, proxies or instrumentation. */
  readonly fetch?: Fetch
  /** Timeout of one attempt in milliseconds. The body of a download may take longer. Default: 100,000. */
  readonly timeoutMs?: number
  /** Maximum number of retries. Only requests that are safe to repeat are retried. Default: 2. */
  readonly maxRetries?: number
  /**
   * Function that receives an entry for every attempt, such as `console.debug`. An entry never holds a token, a header,
   * a query or a body.
   */
  readonly log?: (entry: LogEntry) => void
}

const KNOWN = {
  url: true,
  clientId: true,
  clientSecret: true,
  organizationId: true,
  token: true,
  accessToken: true,
  fetch: true,
  timeoutMs: true,
  maxRetries: true,
  log: true,
} as const satisfies Record<keyof ClientOptions, true>

/** The names of {@link ClientOptions}. */
const CLIENT_OPTIONS: readonly string[] = Object.keys(KNOWN)

/** Reads options, then the environment. @throws {ConfigurationError} An option is missing or invalid. */
export function resolveSettings(options: ClientOptions): Settings {
  assertKnown(options, CLIENT_OPTIONS)
  if ('token' in options && !options.token) {
    // If minting failed, the component must not get the rights of the application instead.
    const message = '`token` was given without a value. Leave it out if you mean the application.'
    throw new ConfigurationError('configuration', message)
  }
  const environment = readEnvironment()
  const given = <K extends keyof ClientOptions>(name: K) =>
    options[name] ?? (environment as ClientOptions)[name]
  const { timeoutMs = 100_000, maxRetries = 2, fetch = globalThis.fetch.bind(globalThis) } = options
  if (!(timeoutMs > 0)) throw new ConfigurationError('configuration', '`timeoutMs` must be more than 0.')
  if (!Number.isInteger(maxRetries) || maxRetries < 0) {
    throw new ConfigurationError('configuration', '`maxRetries` must be a whole number, 0 or more.')
  }
  const identity = chooseIdentity([options, environment])
  const organizationId = given('organizationId')
  if (identity.kind === 'token' && typeof identity.token === 'string')
    assertHeaderText('token', identity.token)
  if (organizationId !== undefined) assertHeaderText('organizationId', organizationId)
  return {
    url: readUrl(given('url') ?? DEFAULT_URL),
    identity,
    organizationId,
    fetch,
    timeoutMs,
    maxRetries,
    log: options.log,
  }
}

/** Precedence: options, environment. The client id and the secret may come from different places. */
function chooseIdentity(places: readonly ClientOptions[]): Identity {
  const place = places.find(
    ({ token, accessToken, clientId, clientSecret }) =>
      token !== undefined || accessToken !== undefined || clientId || clientSecret,
  )
  if (place?.token === '') {
    // If minting failed, the component must not get the rights of the application instead.
    const message =
      'BULKHEAD_TOKEN is set but empty. Set it to a scoped token, or unset it to act as the application.'
    throw new ConfigurationError('configuration', message)
  }
  if (place?.token !== undefined) return { kind: 'token', token: place.token }
  if (place?.accessToken !== undefined) return { kind: 'person', accessToken: place.accessToken }
  const clientId = places.find((one) => one.clientId)?.clientId
  const clientSecret = places.find((one) => one.clientSecret)?.clientSecret
  if (clientId !== undefined && clientSecret !== undefined) {
    return { kind: 'application', clientId, clientSecret }
  }
  const missing = [
    ...(clientId === undefined ? ['clientId (BULKHEAD_CLIENT_ID)'] : []),
    ...(clientSecret === undefined ? ['clientSecret (BULKHEAD_CLIENT_SECRET)'] : []),
  ].join(' and ')
  const message = `Missing ${missing}. Set them in the environment or as options, or use a scoped token (BULKHEAD_TOKEN).`
  throw new ConfigurationError('configuration', message)
}

function readUrl(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    // The message does not repeat the value: it may hold a password.
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
  const address = `${url.origin}${url.pathname.replace(/\/+$/, '')}`
  const server = address.replace(/\/api\/v1$/, '')
  if (server === address) return address
  const message = `\`url\` (BULKHEAD_URL) is the address of the server, without /api/v1, which the SDK adds: ${server}.`
  throw new ConfigurationError('configuration', message)
}

function readEnvironment(): ClientOptions {
  const variables: Partial<Record<keyof ClientOptions, string>> = SDK_VARIABLES
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  const read = (name: string) => {
    try {
      const value = process?.env?.[name]
      // An empty variable counts as unset, because shells and containers unset one that way. An empty token is an
      // error.
      return value === '' && name !== SDK_VARIABLES.token ? undefined : value
    } catch {
      // Deno denies access to the environment.
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
