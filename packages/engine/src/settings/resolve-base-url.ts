import { checkServerSetting } from '#compile/server-setting'
import type { Definition } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import { missingSetting } from './resolve-settings.ts'

const MAX_LENGTH = 2048

/**
 * Returns the URL with which every request of a connector begins: the document's template filled with settings, or
 * `override` instead, which points a connector to a self-managed instance. The path has no trailing slash unless it is
 * the root. The egress policy decides whether http and private hosts may be reached.
 *
 * @throws {EngineError} `missing_setting`, `invalid_setting`, `invalid_base_url`.
 */
export function resolveBaseUrl(
  definition: Definition,
  settings: { readonly [name: string]: JsonValue },
  override?: string,
  template = definition.base_url,
): URL {
  return parseBaseUrl(override ?? fillTemplate(definition, settings, template))
}

function fillTemplate(
  definition: Definition,
  settings: { readonly [name: string]: JsonValue },
  template: string,
): string {
  return template.replace(/\{([^{}]*)\}/g, (_hole, name: string) => {
    const setting = definition.settings.find((known) => known.name === name && known.kind === 'server')
    const given = Object.hasOwn(settings, name) ? settings[name] : undefined
    const value = given ?? setting?.default
    if (setting === undefined || value === undefined) throw missingSetting(name, setting?.description)
    const text = checkServerSetting(setting, String(value))
    return setting.shape === 'origin' ? text.replace(/\/$/, '') : text
  })
}

function parseBaseUrl(text: string): URL {
  const refuse = (why: string) => new EngineError('invalid_base_url', `The base URL ${why}.`)
  if (/[{}]/.test(text)) throw refuse('has braces; give the finished URL')
  if (text.length > MAX_LENGTH) throw refuse(`is longer than ${MAX_LENGTH} characters`)
  const hasControlOrSpace = /[\0-\x20\x7f]/.test(text)
  if (hasControlOrSpace || text.includes('\\')) throw refuse('has a space, backslash or control character')
  const url = URL.parse(text)
  if (url === null) throw refuse('is not a URL; it should look like https://api.acme.example')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('must begin with https://')
  if (url.username !== '' || url.password !== '' || /^https?:\/*[^/?#]*@/i.test(text)) {
    throw refuse('must not contain a user name or password')
  }
  if (text.includes('?') || text.includes('#')) throw refuse('must not contain a query or fragment')
  if (url.hostname === '') throw refuse('has no host')
  let end = url.pathname.length
  while (url.pathname[end - 1] === '/') end -= 1
  url.pathname = url.pathname.slice(0, end)
  return url
}
