import { isOnDevice, leadsToProgram, REDIRECT_RULE } from './redirects.ts'

const GRANT_TYPES = ['authorization_code', 'refresh_token']
const AUTH_METHODS = ['none', 'client_secret_basic', 'client_secret_post']
const MOST_REDIRECTS = 20

/**
 * Reduces a registration to what this server uses, as RFC 7591 §2 allows. Clients ask for unsupported grants, scopes and
 * methods, send empty or invalid links, and few state that they are programs on a device.
 */
export function toRegistration(body: string): string {
  const given = parse(body)
  if (given === undefined) return body
  const { client_name, grant_types, token_endpoint_auth_method: method } = given
  const uris = getRedirects(given)
  const grants = GRANT_TYPES.filter((type) => !Array.isArray(grant_types) || grant_types.includes(type))
  return JSON.stringify({
    ...(isName(client_name) && { client_name }),
    redirect_uris: uris,
    application_type: uris.some(isOnDevice) ? 'native' : 'web',
    grant_types: [...new Set(['authorization_code', ...grants])],
    response_types: ['code'],
    token_endpoint_auth_method: typeof method === 'string' && AUTH_METHODS.includes(method) ? method : 'none',
  })
}

/**
 * Reduces a client id metadata document in the same way. A document without a method is that of a public client, since
 * it can share no secret. Members for which a document is refused stay.
 */
export function toDocument(body: string): string {
  const given = parse(body)
  if (given === undefined) return body
  const { client_id, token_endpoint_auth_method = 'none', client_secret, client_secret_expires_at } = given
  return JSON.stringify({
    ...JSON.parse(toRegistration(body)),
    ...{ client_id, token_endpoint_auth_method, client_secret, client_secret_expires_at },
  })
}

/** Returns why a registration is refused, if its redirect URIs are not those of a program. */
export function faultOfRegistration(body: string): string | undefined {
  const unsafe = getRedirects(parse(body) ?? {}).find((uri) => !leadsToProgram(uri))
  return unsafe === undefined ? undefined : `redirect_uris: each ${REDIRECT_RULE}`
}

/** Returns whether a database can store a name. Without a name, the client is shown by its redirect URI. */
function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && name.isWellFormed() && !name.includes('\0')
}

function getRedirects({ redirect_uris }: Readonly<Record<string, unknown>>): string[] {
  const uris = Array.isArray(redirect_uris) ? redirect_uris.filter((uri) => typeof uri === 'string') : []
  return uris.slice(0, MOST_REDIRECTS)
}

function parse(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
