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
 * Resolves the base URL and the settings of a connector's requests. Its settings are those of the connector and those
 * that are part of a credential.
 *
 * @param auth Chosen auth option. If it has its own base URL, requests are sent there.
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
