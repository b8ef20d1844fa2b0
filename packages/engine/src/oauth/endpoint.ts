import { fitsShape } from '#compile/server-setting'
import type { AuthOption, OAuthEndpoints } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import { compileTextTemplate, namesIn, type TextTemplate } from '#text/text-template'

/** Values for the placeholders of an endpoint's URL. */
export interface EndpointContext {
  /** Secrets by standard name. Other names are fields that the URL refers to. See `divideCredentials`. */
  readonly secrets: Readonly<Record<string, string>>
  readonly settings: { readonly [name: string]: JsonValue }
}

const EXPECTED = {
  origin: 'an origin such as https://acme.example',
  host: 'a host such as git.acme.example',
  label: 'the part before the dot, of letters, digits and hyphens',
  suffix: 'the end of a domain, such as com, eu or com.au',
  path: 'one path segment of letters, digits, dots and hyphens',
} as const
/** Kind of value that a placeholder in an endpoint's URL takes. */
export type HoleShape = keyof typeof EXPECTED

// Pattern of the end of a host name. Services with a domain per country take it as a setting: com, eu, com.au.
const SUFFIX = /^((com|co|net|org|gov|edu)\.)?[a-z]{2,63}$/i
/** Secrets that are never put into a URL, because URLs end up in logs. */
const NEVER_IN_A_URL: ReadonlySet<string> = new Set(['refresh_token', 'client_secret', 'access_token'])

/**
 * Fills the placeholders in the URL of an endpoint. A value may be a whole origin or host, or one label or path
 * segment. It must not change the host otherwise. The egress policy decides whether the URL may be reached, and over
 * http.
 *
 * @throws {EngineError} `missing_setting`, `invalid_setting`.
 */
export function fillEndpoint(option: AuthOption, text: string, { settings, secrets }: EndpointContext): URL {
  const template = compileTextTemplate(text, 'double_braces')
  const filled = fillHoles(template, (name, shape) => {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined
    const isText = setting !== undefined && setting !== null && typeof setting !== 'object'
    const secret = !NEVER_IN_A_URL.has(name) && Object.hasOwn(secrets, name) ? secrets[name] : undefined
    const value = isText ? String(setting) : secret
    if (value === undefined || value === '') throw missing(name)
    if (!(shape === 'suffix' ? SUFFIX.test(value) : fitsShape(shape, value))) {
      throw new EngineError('invalid_setting', `The setting ${name} must be ${EXPECTED[shape]}.`, {
        setting: name,
      })
    }
    return value
  })
  const url = URL.parse(filled)
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (url === null || !isHttp || url.username !== '' || url.password !== '') {
    throw new EngineError('invalid_setting', `The endpoint ${text} of ${option.name} is no URL.`, {
      setting: namesIn(template)[0] ?? 'refreshUrl',
    })
  }
  url.hash = ''
  return url
}

/** Returns the endpoints of an option for these settings. */
export function endpointsFor(
  { oauth }: Pick<AuthOption, 'oauth'>,
  settings: EndpointContext['settings'],
): Pick<OAuthEndpoints, 'authorization_url' | 'token_url' | 'refresh_url' | 'revocation_url'> {
  const { regional } = oauth ?? {}
  const name = regional?.setting ?? ''
  const value = Object.hasOwn(settings, name) ? settings[name] : undefined
  return { ...oauth, ...(typeof value === 'string' && regional?.values.get(value)) }
}

/** Fills each placeholder. The text around a placeholder determines which values it takes. */
export function fillHoles(
  template: TextTemplate,
  lookUp: (name: string, shape: HoleShape) => string,
): string {
  let url = ''
  for (const [index, piece] of template.entries()) {
    if (typeof piece === 'string') {
      url += piece
      continue
    }
    const next = template[index + 1]
    const shape = shapeAt(url, typeof next === 'string' ? next : '')
    const value = lookUp(piece.name, shape)
    url += shape === 'origin' ? value.replace(/\/$/, '') : value
  }
  return url
}

function shapeAt(before: string, after: string): HoleShape {
  if (before === '') return 'origin'
  if (!/^https?:\/\/[^/]*$/i.test(before)) return 'path'
  const isEnd = after === '' || after.startsWith('/')
  if (/\/\/$/.test(before) && isEnd) return 'host'
  return isEnd ? 'suffix' : 'label'
}

function missing(name: string) {
  const message = `The setting ${name} is missing; the endpoint for tokens needs it.`
  return new EngineError('missing_setting', message, { setting: name })
}
