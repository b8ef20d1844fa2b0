import type { AuthOption, Definition } from '#model/definition'
import { EngineError } from '#model/errors'
import { namesIn } from '#text/text-template'
import { clientOrigins } from './client-origins.ts'

/** Secrets from the service or the OAuth client. The owner never enters them. */
const GIVEN_BY_SERVICE = ['access_token', 'refresh_token', 'client_id', 'client_secret']

/**
 * Returns the auth option by which an owner can be asked for access at the service (RFC 6749 §4.1), if there is one.
 */
export function authorizableIn({ auth_options }: Pick<Definition, 'auth_options'>): AuthOption | undefined {
  return auth_options.find(
    ({ kind, oauth }) =>
      kind === 'oauth2' && oauth?.flow === 'authorizationCode' && oauth.authorization_url !== undefined,
  )
}

/**
 * Returns whether an organization can use its own OAuth client at the service: owners can be asked for access there,
 * and the client's secrets can be bound to fixed origins.
 */
export function takesClient(definition: Definition): boolean {
  const option = authorizableIn(definition)
  try {
    return option !== undefined && clientOrigins(definition, option).length > 0
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not_supported') return false
    throw error
  }
}

/** Returns the names of the option's fields that an authorization fills. */
export function fieldsFromService({
  secrets,
  oauth,
  fields,
}: Pick<AuthOption, 'secrets' | 'oauth' | 'fields'>): string[] {
  const found = [...(oauth?.lookup?.settings.keys() ?? [])]
  return [
    ...GIVEN_BY_SERVICE.flatMap((secret) => namesIn(secrets.get(secret) ?? [])),
    ...found.filter((name) => fields.some((field) => field.name === name)),
  ]
}
