import { presentSecrets } from '#auth/compose-auth'
import type { AuthOption, Definition } from '#model/definition'
import type { AccessTokens } from '#model/wire'
import { compileTextTemplate, namesIn } from '#text/text-template'

type Texts = Readonly<Record<string, string>>

/** The credentials of an auth option by destination, so that each part can be bound to its origin. */
export interface DividedCredentials {
  /** Fields for requests to the API. All fields, if the option is not oauth2. */
  readonly api: Texts
  /** The access token among the credentials, for requests to the API. */
  readonly tokens?: AccessTokens
  /** Values for the token endpoint: `refresh_token`, `client_id`, `client_secret`, and fields that its URL names. */
  readonly token: Texts
}

const FOR_TOKENS = ['refresh_token', 'client_id', 'client_secret'] as const

/**
 * Divides credentials from `chooseAuthOption` by destination. For an oauth2 option, a field that only the token
 * endpoint needs is sent there only. A field that both need, such as a client id in a header, is in both parts.
 */
export function divideCredentials(
  { derived_settings = [] }: Pick<Definition, 'derived_settings'>,
  option: AuthOption,
  credentials: Texts,
): DividedCredentials {
  if (option.kind !== 'oauth2') return { api: credentials, token: {} }
  const secrets = presentSecrets(option, credentials)
  const access_token = secrets.get('access_token') ?? ''
  const further = [...option.additional_headers.values(), ...(option.additional_query?.values() ?? [])]
  const inHeaders = further.flatMap(namesIn)
  const getFields = (secret: string) => namesIn(option.secrets.get(secret) ?? [])
  const inSettings = derived_settings.map(({ source }) => option.aliases.get(source) ?? source)
  // A header template may name secrets, which stand for their fields. The access token is passed separately.
  const forHeaders = inHeaders.flatMap((name) => (option.secrets.has(name) ? getFields(name) : [name]))
  const needed = new Set([...forHeaders, ...inSettings])
  const spent = new Set(['access_token', ...FOR_TOKENS].flatMap(getFields))
  const { authorization_url, token_url, refresh_url, revocation_url } = option.oauth ?? {}
  const inUrls = [authorization_url, token_url, refresh_url, revocation_url].flatMap((url) =>
    namesIn(compileTextTemplate(url ?? '', 'double_braces')),
  )
  const pick = (isWanted: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(credentials).filter(([name]) => isWanted(name)))
  const named = FOR_TOKENS.flatMap((name) => {
    const secret = secrets.get(name) ?? ''
    return secret === '' ? [] : [[name, secret] as const]
  })
  return {
    api: pick((name) => name !== 'access_token' && (needed.has(name) || !spent.has(name))),
    ...(access_token !== '' && { tokens: { access_token } }),
    token: { ...pick((name) => inUrls.includes(name) && !spent.has(name)), ...Object.fromEntries(named) },
  }
}

/** Returns the fields that the refresh URL names. */
export function refreshFields(option: AuthOption, fields: Texts): Texts {
  const named = namesIn(compileTextTemplate(option.oauth?.refresh_url ?? '', 'double_braces'))
  return Object.fromEntries(Object.entries(fields).filter(([name]) => named.includes(name)))
}
