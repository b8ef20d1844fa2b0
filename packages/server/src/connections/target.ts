import { invalid } from '@bulkhead/contract/errors'
import type { ChosenAuth } from '@bulkhead/engine/auth/choose-auth-option'
import type { Definition } from '@bulkhead/engine/model/definition'
import type { JsonValue } from '@bulkhead/engine/model/json'
import { deriveSettings } from '@bulkhead/engine/settings/derive-settings'
import { resolveBaseUrl } from '@bulkhead/engine/settings/resolve-base-url'
import { type ResolvedSettings, resolveSettings } from '@bulkhead/engine/settings/resolve-settings'

/** What decides where a connector's requests go, beside its credentials. */
export interface StoredTarget {
  readonly settings: Record<string, unknown>
  readonly base_url: string | null
}

/** Where requests go. */
export interface ResolvedTarget {
  readonly settings: ResolvedSettings
  readonly base_url: URL
}

/** Where the requests of a connector go, with which settings: its own, and those that are part of a credential. */
export function resolveTarget(
  definition: Definition,
  stored: StoredTarget,
  auth: ChosenAuth,
): ResolvedTarget {
  const override = stored.base_url ?? undefined
  const given = deriveSettings(definition, auth, stored.settings as Record<string, JsonValue>)
  const settings = resolveSettings(definition, given, { base_url: override })
  return { settings, base_url: resolveBaseUrl(definition, settings, override) }
}

/**
 * Refuses settings that would send stored credentials where they were not given for.
 *
 * @throws BulkheadError `invalid_configuration`
 */
export function assertSameOrigin(origins: readonly string[], origin: string): void {
  if (origins.includes(origin)) return
  const message = `These settings move the connector to ${origin}, and its credentials were given for ${origins.join(', ')}. Send the credentials again in the same call.`
  throw invalid('body.replication_config', message, 'invalid_configuration')
}
