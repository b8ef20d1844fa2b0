import { BulkheadError } from '@bulkhead/contract/errors'
import type { ChosenAuth } from '@bulkhead/engine/choose-auth-option'
import type { AuthOption, Definition, JsonValue } from '@bulkhead/engine/definition'
import { deriveSettings } from '@bulkhead/engine/derive-settings'
import { resolveBaseUrl } from '@bulkhead/engine/resolve-base-url'
import { type ResolvedSettings, resolveSettings } from '@bulkhead/engine/resolve-settings'
import { contextOfSecrets } from '#connectors/part-credentials'
import { openCredentials } from '#vault/sealed-credentials'
import type { Connection } from './load-connection.ts'

/** What decides where a connector's requests go, beside its credentials. */
interface StoredTarget {
  readonly settings: Record<string, unknown>
  readonly base_url: string | null
}

/** Where requests go. */
interface ResolvedTarget {
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
  // What depends on nothing but what is stored is worked out once for a connection that is kept in memory.
  const known = given === stored.settings ? targets.get(stored) : undefined
  if (known !== undefined) return known
  const settings = resolveSettings(definition, given, { base_url: override })
  const target = { settings, base_url: resolveBaseUrl(definition, settings, override) }
  if (given === stored.settings) targets.set(stored, target)
  return target
}

const targets = new WeakMap<StoredTarget, ResolvedTarget>()

/**
 * Opens a connector's credentials for one call, and makes sure that they go to an origin they were given for.
 * Nothing of it outlives the call.
 *
 * @throws BulkheadError `needs_reauthentication` when the document or its option moved since.
 */
export function openConnection(definition: Definition, connection: Connection) {
  const auth_option = definition.auth_options.find(({ name }) => name === connection.auth_option)
  if (auth_option === undefined) throw optionGone()
  const owner = { organization: connection.organization_id, workspace: connection.workspace_id }
  const secrets = openCredentials(
    connection.data_key,
    { ...owner, connector: connection.connector_id, purpose: 'api', origins: connection.origins },
    connection.sealed,
  )
  const auth = contextOfSecrets(auth_option, secrets)
  return {
    definition,
    ...boundTarget(definition, connection, auth_option, auth.credentials),
    auth_option,
    ...auth,
  }
}

/** The target of stored credentials. Settings that are part of a credential take part in it, so it is open already. */
function boundTarget(
  definition: Definition,
  connection: StoredTarget & { readonly origins: readonly string[] },
  option: AuthOption,
  credentials: ChosenAuth['credentials'],
) {
  const target = resolveTarget(definition, connection, { option, credentials })
  if (connection.origins.includes(target.base_url.origin)) return target
  throw new BulkheadError(
    'needs_reauthentication',
    `The document of this connector now goes to ${target.base_url.origin}, and its credentials were not given for that. Update it with the credentials.`,
  )
}

function optionGone(): BulkheadError {
  return new BulkheadError(
    'needs_reauthentication',
    'The way this connector authenticates is no longer in its document. Update it with new credentials.',
  )
}
