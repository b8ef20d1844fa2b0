import type { AuthOption, Configuration } from '#commands/connectors/templates'
import { type Connection, textIn } from './connection.ts'

/** The OAuth client that tokens of a service were issued to. */
export interface OAuthClient {
  readonly client_id: string
  readonly client_secret: string
}

/** Credentials and settings of a connector, or the reason why the connection cannot be imported. */
export type Taken =
  | {
      readonly credentials: Readonly<Record<string, string>>
      readonly replication_config: Readonly<Record<string, string>>
      /** Limitation that the owner should know. */
      readonly note?: string
    }
  | { readonly fault: string }

/** Names of settings that all identify the customer at a service. */
const TENANTS = ['subdomain', 'shop', 'domain', 'site', 'company', 'hostname', 'instance_url']

/** Kinds of authentication that accept a kind of secret, the best first. */
const KINDS: Readonly<Record<Connection['secrets']['kind'], readonly string[]>> = {
  oauth2: ['oauth2', 'bearer'],
  key: ['bearer', 'api_key', 'basic'],
  basic: ['basic', 'api_key'],
  none: [],
}

/** Maps the secrets and settings of a connection to the fields of a definition. */
export function toConnector(
  { secrets, settings }: Connection,
  configuration: Configuration,
  client: OAuthClient | undefined,
): Taken {
  const { options } = configuration
  // An OAuth access token works as a bearer token, and some services take a key as user name or password.
  const option = KINDS[secrets.kind]
    .map((kind) => options.find((one) => one.kind === kind))
    .find((one) => one !== undefined)
  if (option === undefined) return { fault: `${secrets.kind} is not supported for authentication here` }
  const filled = fillCredentials(option, secrets, settings, client)
  if ('fault' in filled) return filled
  const secretNames = new Set(options.flatMap(({ required, optional }) => [...required, ...optional]))
  const replication_config: Record<string, string> = {}
  for (const [name, field] of Object.entries(configuration.fields)) {
    if (secretNames.has(name)) continue
    const value = textIn(settings, name) ?? getTenant(name, settings)
    if (value !== undefined) replication_config[name] = value
    else if (configuration.required.includes(name) && field.default === undefined)
      return { fault: `it needs the setting ${name}, which the export does not have` }
  }
  return { ...filled, replication_config }
}

function getTenant(name: string, settings: Connection['settings']): string | undefined {
  if (!TENANTS.includes(name)) return undefined
  return TENANTS.map((one) => textIn(settings, one)).find((value) => value !== undefined)
}

function fillCredentials(
  option: AuthOption,
  secrets: Connection['secrets'],
  settings: Connection['settings'],
  client: OAuthClient | undefined,
): { readonly credentials: Record<string, string>; readonly note?: string } | { readonly fault: string } {
  const known = [...option.required, ...option.optional]
  const credentials: Record<string, string> = {}
  const put = (name: string | undefined, value: string | undefined) => {
    if (name !== undefined && value !== undefined && value !== '') credentials[name] = value
  }
  let note: string | undefined
  if (secrets.kind === 'oauth2') {
    const field = (end: string) => known.find((name) => name.endsWith(end))
    const isRenewed = secrets.refresh_token !== undefined && field('refresh_token') !== undefined
    put(
      field('access_token') ?? (option.kind === 'oauth2' ? undefined : option.required[0]),
      secrets.access_token,
    )
    // A service refreshes a token only for the client that it was issued to.
    if (isRenewed && (client !== undefined || field('client_id') === undefined)) {
      put(field('refresh_token'), secrets.refresh_token)
    } else if (isRenewed && option.required.includes(field('refresh_token') ?? '')) {
      return { fault: 'its refresh token needs the OAuth client that it was issued to: --clients' }
    } else if (isRenewed) note = 'works until the access token expires: its OAuth client is not in --clients'
    put(field('client_id'), client?.client_id)
    put(field('client_secret'), client?.client_secret)
  } else if (secrets.kind === 'key') {
    const [first, ...others] = option.required
    // If more than one secret is required, the export must contain the others.
    put(others.length === 0 ? first : known.find((name) => /key|token|secret/.test(name)), secrets.key)
  } else if (secrets.kind === 'basic') {
    const [first, second] = option.required
    const one = secrets.password === '' || /^x$/i.test(secrets.password) ? secrets.username : secrets.password
    if (second !== undefined) put(second, secrets.password)
    if (second === undefined && secrets.username !== '' && one !== secrets.username)
      return { fault: `it has two values, but only ${first} is needed` }
    put(first, second === undefined ? one : secrets.username)
  }
  for (const name of known) if (credentials[name] === undefined) put(name, textIn(settings, name))
  const missing = option.required.filter((name) => credentials[name] === undefined)
  if (missing.length > 0)
    return { fault: `it needs ${missing.join(' and ')}, which the export does not have` }
  return { credentials, ...(note !== undefined && { note }) }
}
