import type { AuthOption } from '#model/definition'
import { namesIn } from '#text/text-template'
import type { TokenResponse } from './read-token-response.ts'

/** Fields and scopes that an authorization failed to grant. */
export interface LackingGrants {
  /** Required fields of the option that the service did not supply. */
  readonly fields: readonly string[]
  /** Requested scopes that the owner did not grant. */
  readonly scopes: readonly string[]
}

/**
 * Returns the required fields and scopes that a token response lacks. Without a required refresh token, the
 * access token cannot be renewed once it expires.
 *
 * @param asked Scopes of the authorization request.
 */
export function lackingGrants(
  { fields, secrets, oauth }: AuthOption,
  tokens: Pick<TokenResponse, 'access_token' | 'refresh_token' | 'scope'>,
  asked: readonly string[],
): LackingGrants {
  const required = new Set(fields.filter((field) => field.required).map(({ name }) => name))
  const lacking = (['access_token', 'refresh_token'] as const)
    .filter((secret) => tokens[secret] === undefined)
    .flatMap((secret) => namesIn(secrets.get(secret) ?? []).filter((name) => required.has(name)))
  // If the response lists no scopes, all requested scopes are granted (RFC 6749 §5.1).
  if (oauth?.lists_grants !== true || tokens.scope === undefined) return { fields: lacking, scopes: [] }
  const granted = new Set(tokens.scope.split(/[\s,]+/))
  const optional = new Set(oauth.optional_scopes?.scopes)
  return {
    fields: lacking,
    scopes: asked.filter((scope) => !granted.has(scope) && !optional.has(scope)),
  }
}
