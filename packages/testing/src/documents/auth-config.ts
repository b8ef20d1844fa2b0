import type { SchemeFacts } from './service-facts.ts'

type Json = Record<string, unknown>

/** Standard names of oauth2 fields that services call differently. */
const OAUTH_NAMES: Readonly<Record<string, string>> = {
  lwa_app_id: 'client_id',
  lwa_client_secret: 'client_secret',
}
const OAUTH_SECRETS = ['access_token', 'refresh_token', 'client_id', 'client_secret']

/** Returns the `x-airbyte-auth-config` of a scheme: its fields, their meaning for the scheme, and their other names. */
export function authConfig(scheme: SchemeFacts): Json {
  const { required, optional, aliases } = scheme
  const mapping = getSecrets(scheme)
  const unmapped = required.filter((field) => !mapping.some(([, mapped]) => mapped === field))
  return {
    type: 'object',
    required,
    properties: Object.fromEntries([...required, ...optional].map((field) => [field, { type: 'string' }])),
    auth_mapping: Object.fromEntries(
      mapping.map(([secret, field]) => [secret, field === NONE ? '' : `\${${field}}`]),
    ),
    additional_headers: Object.fromEntries(unmapped.map((field) => [`X-${field}`, `{{ ${field} }}`])),
    ...getNames(aliases),
  }
}

/** Value for a password that is always empty. */
const NONE = ''

function getSecrets({ kind, required, optional }: SchemeFacts): [string, string][] {
  const [first = '', second] = required
  switch (kind) {
    case 'bearer':
      return [['token', first]]
    case 'api_key':
      return [['api_key', first]]
    case 'basic':
      return [
        ['username', first],
        ['password', second ?? NONE],
      ]
    case 'oauth2':
      return [...required, ...optional]
        .map((field): [string, string] => [OAUTH_NAMES[field] ?? field, field])
        .filter(([secret]) => OAUTH_SECRETS.includes(secret))
  }
}

function getNames(aliases: readonly string[]): Json {
  const pairs = (separator: string) =>
    aliases
      .filter((alias) => alias.includes(separator))
      .map((alias) => [alias.slice(0, alias.indexOf(separator)), alias.slice(alias.indexOf(separator) + 1)])
  const constants = aliases.some((alias) => alias.includes(':'))
  return {
    replication_auth_key_mapping: Object.fromEntries(pairs('=')),
    ...(constants && { replication_auth_key_constants: Object.fromEntries(pairs(':')) }),
  }
}
