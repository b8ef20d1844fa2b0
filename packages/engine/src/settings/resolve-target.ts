import type { ChosenAuth } from '#auth/choose-auth-option'
import type { Definition } from '#model/definition'
import type { JsonValue } from '#model/json'
import { deriveSettings } from './derive-settings.ts'
import { resolveBaseUrl } from './resolve-base-url.ts'
import { type ResolvedSettings, resolveSettings } from './resolve-settings.ts'

/** Settings and an override of the base URL, as the connector's owner gave them. */
export interface GivenTarget {
  readonly settings: { readonly [name: string]: unknown }
  readonly base_url?: string | null | undefined
}

/** Target of a connector's requests, with its settings. */
export interface ResolvedTarget {
  readonly settings: ResolvedSettings
  readonly base_url: URL
}

/**
 * Resolves where the requests of a connector go, with which settings: its own, and those that are part of a credential.
 *
 * @param auth The option decides where requests go if it has a base URL of its own.
 * @throws {EngineError} `unknown_setting`, `missing_setting`, `invalid_setting`, `invalid_base_url`.
 */
export function resolveTarget(definition: Definition, given: GivenTarget, auth?: ChosenAuth): ResolvedTarget {
  const override = given.base_url ?? undefined
  const all =
    auth === undefined
      ? given.settings
      : deriveSettings(definition, auth, given.settings as { readonly [name: string]: JsonValue })
  const template = auth?.option.base_url ?? definition.base_url
  const settings = resolveSettings(definition, all, { base_url: override, template })
  return { settings, base_url: resolveBaseUrl(definition, settings, override, template) }
}
