import type { AuthOption } from '#model/definition'
import { EngineError } from '#model/errors'
import { isHeaderText } from '#text/header-text'
import { namesIn, renderTextTemplate, type TextTemplate } from '#text/text-template'

type Credentials = Readonly<Record<string, string>>

/** Parts that authentication adds to a request. Header names are lower-case. */
export interface ComposedAuth {
  readonly headers: Readonly<Record<string, string>>
  readonly query: readonly (readonly [string, string])[]
}

/**
 * Composes the headers and query parameters that an auth option adds to every request.
 *
 * @param tokens Tokens of an oauth2 option, from its token endpoint. They replace the tokens among the credentials.
 * @throws {EngineError} `credentials_mismatch` if a field is missing or cannot be in a header; `not_supported` if an
 *   oauth2 option has no access token.
 */
export function composeAuth(
  option: AuthOption,
  credentials: Credentials,
  tokens?: { readonly access_token: string },
): ComposedAuth {
  const secrets = secretsForRequest(option, credentials, tokens)
  const headers = new Map<string, string>()
  const query: [string, string][] = []
  if (option.anonymous === true) return { headers: {}, query }
  const { name, in: place } = option.placement
  const value = credentialValue(option, secrets)
  if (place === 'query') query.push([name, value])
  else headers.set(name.toLowerCase(), value)

  // Written after the option's own header, because these may replace it: some services want another prefix.
  const render = (template: TextTemplate) =>
    renderTextTemplate(template, (key) => secrets.get(key) ?? ownText(credentials, key))
  for (const [header, template] of option.additional_headers) {
    const text = render(template)
    if (text !== '') headers.set(header.toLowerCase(), text)
  }
  for (const [parameter, template] of option.additional_query ?? []) query.push([parameter, render(template)])
  for (const [header, text] of headers) {
    if (isHeaderText(text)) continue
    const message = `The credentials for ${option.name} have a character that the header ${header} cannot hold.`
    throw new EngineError('credentials_mismatch', message)
  }
  return { headers: Object.fromEntries(headers), query }
}

/** Returns the secrets of an option that can be rendered from the given fields. */
export function presentSecrets(option: AuthOption, credentials: Credentials): Map<string, string> {
  const secrets = new Map<string, string>()
  for (const [secret, template] of option.secrets) {
    if (namesIn(template).some((name) => ownText(credentials, name) === undefined)) continue
    secrets.set(
      secret,
      renderTextTemplate(template, (name) => ownText(credentials, name)),
    )
  }
  return secrets
}

/**
 * Returns {@link presentSecrets} with the current token. Secrets that only the token endpoint needs may be
 * absent.
 */
function secretsForRequest(
  option: AuthOption,
  credentials: Credentials,
  tokens: { readonly access_token: string } | undefined,
): ReadonlyMap<string, string> {
  const secrets = presentSecrets(option, credentials)
  // Only an oauth2 option takes tokens. A fixed key is never replaced by a token, even if the caller passes one.
  if (option.kind === 'oauth2' && tokens !== undefined) secrets.set('access_token', tokens.access_token)
  const isInHeader = (secret: string) =>
    option.additional_headers.values().some((template) => namesIn(template).includes(secret))
  const isNeeded = (secret: string) =>
    option.kind !== 'oauth2' || secret === 'access_token' || isInHeader(secret)
  for (const [secret, template] of option.secrets) {
    if (secrets.has(secret) || !isNeeded(secret)) continue
    const isMissing = (name: string) => ownText(credentials, name) === undefined
    const required = namesIn(template).find(
      (name) => isMissing(name) && option.fields.some((field) => field.name === name && field.required),
    )
    if (required !== undefined) throw missingField(option, required)
  }
  return secrets
}

function credentialValue(option: AuthOption, secrets: ReadonlyMap<string, string>): string {
  const need = (secret: string) => {
    const value = secrets.get(secret)
    if (value === undefined) throw missingField(option, secret)
    return value
  }
  switch (option.kind) {
    case 'bearer':
      return `Bearer ${need('token')}`
    case 'api_key':
      return need('api_key')
    case 'basic':
      return `Basic ${Buffer.from(`${need('username')}:${need('password')}`).toString('base64')}`
    case 'oauth2': {
      const token = secrets.get('access_token')
      if (token !== undefined && token !== '') return `Bearer ${token}`
      const message = `${option.name} has no access token; give access_token with the credentials, or obtain one.`
      throw new EngineError('not_supported', message)
    }
  }
}

function missingField(option: AuthOption, name: string) {
  return new EngineError('credentials_mismatch', `The credentials for ${option.name} lack ${name}.`)
}

function ownText(credentials: Credentials, name: string): string | undefined {
  return Object.hasOwn(credentials, name) ? credentials[name] : undefined
}
