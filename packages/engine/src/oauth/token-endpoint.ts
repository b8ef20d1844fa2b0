import { composeSecrets } from '#compose-auth'
import type { AuthOption, JsonValue } from '#definition'
import { EngineError } from '#errors'
import { fitsShape } from '#server-setting'
import { compileTextTemplate, namesIn, type TextTemplate } from '#text-template'

/** How a token is asked for: with what was kept, with the client alone, or with a code of the consent page. */
export type TokenGrant =
  | 'refresh_token'
  | 'client_credentials'
  | { readonly authorization_code: string; readonly redirect_uri: string; readonly code_verifier?: string }

/** What a token is asked for with. */
export interface TokenContext {
  /** As `chooseAuthOption` gives them; with the refresh token last received, if there was one. */
  readonly credentials: Readonly<Record<string, string>>
  readonly settings: { readonly [name: string]: JsonValue }
  readonly grant: TokenGrant
}

const EXPECTED = {
  origin: 'an origin such as https://acme.example',
  host: 'a host such as git.acme.example',
  label: 'the part before the dot, of letters, digits and hyphens',
  suffix: 'the end of a domain, such as com, eu or com.au',
  path: 'one path segment of letters, digits, dots and hyphens',
} as const
// Services with a domain in each country take the end of a name as a setting: com, eu, com.au.
const SUFFIX = /^((com|co|net|org|gov|edu)\.)?[a-z]{2,63}$/i

/**
 * The grant by which an option can get an access token without its owner, or undefined if it cannot: by a
 * refresh token, or by the client alone where the option takes no refresh token.
 */
export function tokenGrant(
  option: AuthOption,
  credentials: Readonly<Record<string, string>>,
): 'refresh_token' | 'client_credentials' | undefined {
  if (option.kind !== 'oauth2') return undefined
  const secrets = composeSecrets(option, credentials)
  const has = (name: string) => (secrets.get(name) ?? '') !== ''
  const { flow, token_url, refresh_url } = option.oauth ?? {}
  if (has('refresh_token') && refresh_url !== undefined) return 'refresh_token'
  const isByClient = flow === 'clientCredentials' || !option.secrets.has('refresh_token')
  const endpoint = flow === 'implicit' ? undefined : (token_url ?? refresh_url)
  const hasClient = has('client_id') && has('client_secret')
  return isByClient && endpoint !== undefined && hasClient ? 'client_credentials' : undefined
}

/**
 * The URL that tokens are asked for at. Its origin is where the refresh token and the client's secret go, so
 * bind them to it. Whether it may be reached, and by http, is up to the egress policy.
 *
 * @throws {EngineError} `not_supported` if the document has none, `missing_setting`, `invalid_setting`.
 */
export function tokenEndpoint(option: AuthOption, { credentials, settings, grant }: TokenContext): URL {
  const { oauth } = option
  const text = grant === 'refresh_token' ? oauth?.refresh_url : (oauth?.token_url ?? oauth?.refresh_url)
  if (text === undefined) {
    throw new EngineError('not_supported', `${option.name} has no endpoint for tokens in its document.`)
  }
  const template = compileTextTemplate(text, 'double_braces')
  const secrets = composeSecrets(option, credentials)
  const lookUp = (name: string) => {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined
    if (setting !== undefined && typeof setting !== 'object') return String(setting)
    // A credential that is not secret may be named; a secret in a URL would end up in logs.
    const isPublic =
      name === 'client_id' || option.fields.some((field) => field.name === name && !isSecret(option, name))
    return isPublic ? (secrets.get(name) ?? credentials[name]) : undefined
  }
  const url = URL.parse(filled(template, lookUp))
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (url === null || !isHttp || url.username !== '' || url.password !== '') {
    throw new EngineError('invalid_setting', `The endpoint for tokens of ${option.name} is no URL.`, {
      setting: namesIn(template)[0] ?? 'refreshUrl',
    })
  }
  url.hash = ''
  return url
}

function isSecret(option: AuthOption, field: string): boolean {
  return [...option.secrets].some(
    ([secret, template]) => secret !== 'client_id' && namesIn(template).includes(field),
  )
}

// A value may be the whole origin, or stay within its label or path segment: it must not move the host.
function filled(template: TextTemplate, lookUp: (name: string) => string | undefined): string {
  let url = ''
  for (const [index, piece] of template.entries()) {
    if (typeof piece === 'string') {
      url += piece
      continue
    }
    const value = lookUp(piece.name)
    if (value === undefined || value === '') {
      const message = `The setting ${piece.name} is missing; the endpoint for tokens needs it.`
      throw new EngineError('missing_setting', message, { setting: piece.name })
    }
    const next = template[index + 1]
    const shape = shapeAt(url, typeof next === 'string' ? next : '')
    if (!(shape === 'suffix' ? SUFFIX.test(value) : fitsShape(shape, value)))
      throw badSetting(piece.name, shape)
    url += shape === 'origin' ? value.replace(/\/$/, '') : value
  }
  return url
}

function shapeAt(before: string, after: string): keyof typeof EXPECTED {
  if (before === '') return 'origin'
  if (!/^https?:\/\/[^/]*$/i.test(before)) return 'path'
  const isEnd = after === '' || after.startsWith('/')
  if (/\/\/$/.test(before) && isEnd) return 'host'
  return isEnd ? 'suffix' : 'label'
}

function badSetting(setting: string, shape: keyof typeof EXPECTED) {
  return new EngineError('invalid_setting', `The setting ${setting} must be ${EXPECTED[shape]}.`, { setting })
}
