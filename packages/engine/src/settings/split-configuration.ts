import { isCredentialName, isCredentialPath } from '#auth/credential-names'
import type { Definition, Setting } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import { unknownSetting } from './resolve-settings.ts'

/** Configuration split into secrets, which are encrypted, and settings, which may be shown. */
export interface SplitConfiguration {
  /** Credentials for `chooseAuthOption`, keyed by the given names or dotted paths. */
  readonly credentials: Readonly<Record<string, unknown>>
  /** Settings for `resolveSettings`, keyed by native names. */
  readonly settings: Readonly<Record<string, JsonValue>>
}

/**
 * Splits a `replication_config`, which may contain credentials and settings. A name that an auth option has as a field,
 * an alias or a selector (flat, dotted or nested) is a credential. Every other name must be a setting or its
 * replication path, so that no secret is stored as a setting by mistake.
 *
 * @throws {EngineError} `unknown_setting`.
 */
export function splitConfiguration(
  definition: Definition,
  configuration: { readonly [name: string]: unknown },
): SplitConfiguration {
  const credentials: [string, unknown][] = []
  const settings: [string, JsonValue][] = []

  const visit = (members: { readonly [name: string]: unknown }, prefix: string) => {
    for (const [name, value] of Object.entries(members)) {
      const path = prefix + name
      if (value === null || value === undefined) continue
      const isGroup = isJsonObject(value)
      const setting = settingAt(definition, path)
      if (!isGroup && isCredentialPath(definition, path)) credentials.push([path, value])
      else if (setting !== undefined)
        settings.push([setting.name, nativeValue(setting, path, value as JsonValue)])
      else if (definition.ignored_settings.has(path)) continue
      else if (!isGroup && isCredentialName(definition, path)) credentials.push([path, value])
      else if (isGroup && prefix.split('.').length < 6) visit(value, `${path}.`)
      else throw unknownSetting(definition, path)
    }
  }
  visit(configuration, '')
  return Object.freeze({
    credentials: Object.freeze(Object.fromEntries(credentials)),
    settings: Object.freeze(Object.fromEntries(settings)),
  })
}

function settingAt(definition: Definition, path: string): Setting | undefined {
  return (
    definition.settings.find((setting) => setting.name === path) ??
    definition.settings.find((setting) => setting.aliases.some((alias) => alias.path === path))
  )
}

// Replication may hold a setting with text around it: https://acme.example.test for acme.
function nativeValue(setting: Setting, path: string, value: JsonValue): JsonValue {
  const alias = setting.name === path ? undefined : setting.aliases.find((known) => known.path === path)
  if (alias === undefined || typeof value !== 'string') return value
  const { prefix, suffix } = alias
  const isWrapped = value.startsWith(prefix) && value.endsWith(suffix)
  return isWrapped && value.length > prefix.length + suffix.length
    ? value.slice(prefix.length, value.length - suffix.length)
    : value
}
