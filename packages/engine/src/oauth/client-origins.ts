import type { AuthOption, Definition } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import { compileTextTemplate } from '#text/text-template'
import { fillHoles } from './endpoint.ts'

type Settings = { readonly [name: string]: JsonValue }

/**
 * The origins that a client of the service may be shown to: those of the endpoints for tokens. A setting that
 * is one label of a host the service owns stays a hole, `https://{{ shop }}.acme.example`; one that is a
 * whole host, or the end of one, has the document's default.
 *
 * @throws {EngineError} `not_supported` where there is no such endpoint, or a host has no default.
 */
export function clientOrigins(definition: Definition, option: AuthOption): readonly string[] {
  const { token_url, refresh_url } = option.oauth ?? {}
  const urls = [token_url, refresh_url].filter((url) => url !== undefined)
  if (option.kind !== 'oauth2' || urls.length === 0) {
    throw new EngineError('not_supported', `${option.name} has no endpoint for tokens in its document.`)
  }
  const patterns = urls.map((url) => {
    const filled = fillHoles(compileTextTemplate(url, 'double_braces'), (name, shape) => {
      const setting = definition.settings.find((known) => known.name === name)
      if (shape === 'label' || shape === 'path') return `{{ ${name} }}`
      if (setting?.default !== undefined) return setting.default
      const message = `The endpoint for tokens of ${option.name} is wherever the setting ${name} says, so no client can be bound to it.`
      throw new EngineError('not_supported', message)
    })
    const [origin = ''] = /^https?:\/\/[^/?#]*/i.exec(filled) ?? []
    return origin.includes('{{') ? origin : new URL(origin).origin
  })
  return [...new Set(patterns)].sort()
}

/** Whether an origin is one of those that {@link clientOrigins} gave, with these settings. */
export function isClientOrigin(bound: readonly string[], origin: string, settings: Settings): boolean {
  return bound.some((pattern) => {
    const filled = fillHoles(compileTextTemplate(pattern, 'double_braces'), (name) => {
      const value = Object.hasOwn(settings, name) ? settings[name] : undefined
      // A label and nothing more: the pattern's own host must stay what it is.
      return typeof value === 'string' && /^[a-z0-9-]+$/i.test(value) ? value : '-'
    })
    return URL.parse(filled)?.origin === origin
  })
}

/**
 * Whether settings leave a connector at the service's own API: a host or origin that they could name has the
 * document's default or a value of its list. Tokens of a shared client go nowhere else.
 */
export function isAtServiceItself(definition: Definition, settings: Settings): boolean {
  const [authority = ''] = /^[a-z]+:\/\/[^/]*/i.exec(definition.base_url) ?? []
  return definition.settings.every(({ name, kind, shape, default: preset, enum: allowed = [] }) => {
    const value = Object.hasOwn(settings, name) ? settings[name] : undefined
    const decidesHost = shape === 'host' || shape === 'origin' || authority.endsWith(`{${name}}`)
    if (kind !== 'server' || !decidesHost || value === undefined || value === preset) return true
    return typeof value === 'string' && allowed.includes(value)
  })
}
