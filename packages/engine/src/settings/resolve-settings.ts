import { checkServerSetting } from '#compile/server-setting'
import type { Definition, Setting } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import { ownMember } from '#text/json-object'
import { cutName, listNames } from '#text/list-names'
import { nearest } from '#text/nearest'

/** Settings ready for use: validated, defaults filled in, frozen. */
export type ResolvedSettings = { readonly [name: string]: JsonValue }

/**
 * Validates the settings of a connector and fills in defaults. Keys are native names, as `splitConfiguration` returns
 * them. Null and blank strings count as absent.
 *
 * @param options.base_url Override of the base URL. With it, server variables are not required, since they are not
 *   used. Variables that do not occur in `template` are not required either.
 * @throws {EngineError} `unknown_setting`, `missing_setting`, `invalid_setting`.
 */
export function resolveSettings(
  definition: Definition,
  settings: { readonly [name: string]: unknown },
  options: { readonly base_url?: string | undefined; readonly template?: string } = {},
): ResolvedSettings {
  for (const name of Object.keys(settings)) {
    if (!definition.settings.some((setting) => setting.name === name)) throw unknownSetting(definition, name)
  }
  const resolved: [string, JsonValue][] = []
  for (const setting of definition.settings) {
    const given = ownMember(settings, setting.name)
    const value = given === undefined || given === null || given === '' ? setting.default : given
    if (value !== undefined) resolved.push([setting.name, checked(setting, value)])
    else if (isNeeded(setting, options)) {
      throw missingSetting(setting.name, setting.description)
    }
  }
  return Object.freeze(Object.fromEntries(resolved))
}

function isNeeded(
  { name, kind, required }: Setting,
  { base_url, template }: { readonly base_url?: string | undefined; readonly template?: string },
): boolean {
  if (!required || base_url !== undefined) return false
  return kind !== 'server' || template === undefined || template.includes(`{${name}}`)
}

export function missingSetting(name: string, description?: string) {
  const hint = description === undefined ? '' : ` (${description})`
  const message = `The setting ${name}${hint} is missing; give {"${name}": "…"} in replication_config.`
  return new EngineError('missing_setting', message, { setting: name })
}

/** Creates the error for an unknown setting. It lists the known settings, the most similar first. */
export function unknownSetting(definition: Definition, name: string) {
  const known = nearest(
    name,
    definition.settings.map((setting) => setting.name),
  )
  const list =
    known.length === 0
      ? 'it has none'
      : `known are ${listNames(known, { total: definition.settings.length })}`
  const message = `${definition.display_name} has no setting ${cutName(name)}; ${list}.`
  return new EngineError('unknown_setting', message, { setting: cutName(name), known })
}

/** Maximum number of characters of a setting, the same as for a credential. */
const MAX_LENGTH = 8192

function checked(setting: Setting, value: JsonValue): JsonValue {
  if (typeof value === 'string' && value.length > MAX_LENGTH) {
    const message = `The setting ${setting.name} is longer than ${MAX_LENGTH} characters.`
    throw new EngineError('invalid_setting', message, { setting: setting.name })
  }
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  if (setting.kind !== 'server') return value
  if (isPlain) return checkServerSetting(setting, String(value))
  throw new EngineError('invalid_setting', `The setting ${setting.name} must be a string.`, {
    setting: setting.name,
  })
}
