import { BulkheadError } from '@bulkhead/contract/errors'
import type { AuthOption, Definition } from '@bulkhead/engine/definition'
import { resolveBaseUrl } from '@bulkhead/engine/resolve-base-url'
import { resolveSettings } from '@bulkhead/engine/resolve-settings'
import { openCredentials } from '#vault/sealed-credentials'
import type { Connection } from './load-connection.ts'

/** Where the requests of a connector go, and with which settings. */
export function resolveTarget(
  definition: Definition,
  stored: { settings: Record<string, unknown>; base_url: string | null },
) {
  const override = stored.base_url ?? undefined
  const settings = resolveSettings(definition, stored.settings, { base_url: override })
  return { settings, base_url: resolveBaseUrl(definition, settings, override) }
}

const targets = new WeakMap<Connection, ReturnType<typeof resolveTarget>>()

/** A connection that is kept in memory is resolved once: its definition stays what it is while the server runs. */
function targetOf(definition: Definition, connection: Connection) {
  const known = targets.get(connection)
  if (known !== undefined) return known
  const target = resolveTarget(definition, connection)
  targets.set(connection, target)
  return target
}

/**
 * Opens a connector's credentials for one call, once it is sure that they go to an origin they were given
 * for. Nothing of it outlives the call.
 *
 * @throws BulkheadError `needs_reauthentication` when the document or its option moved since.
 */
export function openConnection(definition: Definition, connection: Connection) {
  const { settings, base_url } = targetOf(definition, connection)
  const auth_option = definition.auth_options.find(({ name }) => name === connection.auth_option)
  if (auth_option === undefined || !connection.origins.includes(base_url.origin))
    throw moved(base_url, auth_option)
  const owner = { organization: connection.organization_id, workspace: connection.workspace_id }
  const credentials = openCredentials(
    connection.data_key,
    { ...owner, connector: connection.connector_id, purpose: 'api', origins: connection.origins },
    connection.sealed,
  )
  return { definition, base_url, settings, auth_option, credentials }
}

function moved(base_url: URL, auth_option: AuthOption | undefined): BulkheadError {
  return new BulkheadError(
    'needs_reauthentication',
    auth_option === undefined
      ? 'The way this connector authenticates is no longer in its document. Update it with new credentials.'
      : `The document of this connector now goes to ${base_url.origin}, and its credentials were not given for that. Update it with the credentials.`,
  )
}
