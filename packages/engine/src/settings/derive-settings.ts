import type { ChosenAuth } from '#auth/choose-auth-option'
import type { Definition } from '#model/definition'
import type { JsonValue } from '#model/json'
import { ownMember } from '#text/json-object'

type Settings = { readonly [name: string]: JsonValue }

/**
 * Adds the settings that are part of a credential, such as the data centre at the end of some API keys. Pass the result
 * to `resolveSettings`, which checks them like any other.
 */
export function deriveSettings(definition: Definition, chosen: ChosenAuth, settings: Settings): Settings {
  const { derived_settings = [] } = definition
  if (derived_settings.length === 0) return settings
  const derived = { ...settings }
  for (const { setting, source, delimiter, when_missing } of derived_settings) {
    const field = chosen.option.aliases.get(source) ?? source
    const value = Object.hasOwn(chosen.credentials, field) ? chosen.credentials[field] : undefined
    const at = value === undefined ? -1 : value.lastIndexOf(delimiter)
    const suffix = at === -1 ? '' : (value ?? '').slice(at + delimiter.length)
    const given = ownMember(settings, setting)
    const isGiven = given !== undefined && given !== null && given !== ''
    if (suffix !== '' && !(when_missing && isGiven)) derived[setting] = suffix
  }
  return Object.freeze(derived)
}
