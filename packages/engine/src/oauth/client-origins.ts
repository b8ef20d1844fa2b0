import type { AuthOption, Definition } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import { compileTextTemplate, namesIn, type TextTemplate } from '#text/text-template'
import { fillHoles } from './endpoint.ts'

type Settings = { readonly [name: string]: JsonValue }

/**
 * Returns the origins that may receive the secret of an OAuth client: those of the token endpoints, in every region. A
 * setting that is one label of a host owned by the service stays a placeholder, `https://{{ shop }}.acme.example`. A
 * setting that is a whole host, or the end of one, is replaced by each value in the document's list, or by its default.
 *
 * @throws {EngineError} `not_supported` if there is no token endpoint, or a host has no default.
 */
export function clientOrigins(definition: Definition, option: AuthOption): readonly string[] {
  const regional = [...(option.oauth?.regional?.values.values() ?? [])]
  const urls = [option.oauth, ...regional]
    .flatMap((endpoints) => [endpoints?.token_url, endpoints?.refresh_url])
    .filter((url) => url !== undefined)
  if (option.kind !== 'oauth2' || urls.length === 0) {
    throw new EngineError('not_supported', `${option.name} has no endpoint for tokens in its document.`)
  }
  const getSetting = (name: string) => definition.settings.find((known) => known.name === name)
  const isElsewhere = (value: string | undefined) =>
    value !== undefined && option.oauth?.regional?.values.has(value) === true
  const patterns = urls.flatMap((url) => {
    const template = compileTextTemplate(url, 'double_braces')
    // At most one setting of an endpoint is a list of regions.
    const listed = namesIn(template).find((name) => getSetting(name)?.enum !== undefined)
    const values =
      listed === undefined ? [undefined] : [...(getSetting(listed)?.enum ?? []), getSetting(listed)?.default]
    return values.filter((value) => !isElsewhere(value)).map((value) => originOf(template, listed, value))
  })

  function originOf(template: TextTemplate, listed: string | undefined, value: string | undefined): string {
    const filled = fillHoles(template, (name, shape) => {
      const setting = getSetting(name)
      if (shape === 'label' || shape === 'path') return `{{ ${name} }}`
      if (name === listed && value !== undefined) return value
      if (setting?.default !== undefined) return setting.default
      const message = `The endpoint for tokens of ${option.name} is wherever the setting ${name} says, so no client can be bound to it.`
      throw new EngineError('not_supported', message)
    })
    const [origin = ''] = /^https?:\/\/[^/?#]*/i.exec(filled) ?? []
    return origin.includes('{{') ? origin : new URL(origin).origin
  }
  return [...new Set(patterns)].sort()
}

/** Returns whether an origin is one of those that {@link clientOrigins} returned, given these settings. */
export function isClientOrigin(bound: readonly string[], origin: string, settings: Settings): boolean {
  return bound.some((pattern) => {
    const filled = fillHoles(compileTextTemplate(pattern, 'double_braces'), (name) => {
      const value = Object.hasOwn(settings, name) ? settings[name] : undefined
      // The value must be a single label, so that the host stays the one in the pattern.
      return typeof value === 'string' && /^[a-z0-9-]+$/i.test(value) ? value : '-'
    })
    return URL.parse(filled)?.origin === origin
  })
}

/**
 * Returns whether a connector with these settings uses the service's own API: every host or origin that a setting can
 * name is the document's default or in its list of values. Tokens of a shared client are sent nowhere else.
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
