import { BulkheadError } from '@bulkhead/contract/errors'
import {
  type AuthOption,
  type ChosenAuth,
  type ComposedAuth,
  type Definition,
  type GivenTarget,
  getAuth,
  getSecrets,
  type PlanContext,
  type ResolvedTarget,
  resolveTarget,
} from '@bulkhead/engine'
import { fingerprintSecrets, type PatternFingerprint } from '@bulkhead/engine/read'
import { encryptedMemo } from '#platform/vault/encrypted-memo'
import { decryptCredentials } from '#platform/vault/sealed-values'
import type { SealedConnector } from './load-connection.ts'
import { contextOfSecrets } from './split-credentials.ts'

/** Context of a call with decrypted credentials. It is dropped when the call ends. */
export type OpenContext = PlanContext & {
  /** Secrets, as listed by `secretsOf`. */
  readonly secrets: readonly string[]
  /** Fingerprint of the secrets, if already computed. */
  readonly sketch?: PatternFingerprint
}

/** Values derived from a connection, reusable by later calls. */
interface Kept {
  readonly definition: Definition
  readonly target: ResolvedTarget
  readonly unseal: () => {
    readonly auth: ComposedAuth
    readonly secrets: readonly string[]
    readonly sketch: PatternFingerprint
  }
}

/**
 * Cached values by connection. Undefined after the first call, since many connections are used once. An entry ends with
 * its connection, which stays in memory for a minute at most.
 */
const kept = new WeakMap<SealedConnector, Kept | undefined>()

/**
 * Decrypts a connector's credentials for one call, and makes sure that they go to an origin for which they were given.
 *
 * @throws BulkheadError `needs_reauthentication` if the origin in the document or its option has changed since.
 */
export function decryptConnection(definition: Definition, connection: SealedConnector): OpenContext {
  const known = kept.get(connection)
  if (known?.definition === definition) return { definition, ...known.target, ...known.unseal() }
  const auth_option = definition.auth_options.find(({ name }) => name === connection.auth_option)
  if (auth_option === undefined) throw optionGone()
  const owner = { organization: connection.organization_id, workspace: connection.workspace_id }
  const stored = decryptCredentials(
    connection.data_key,
    { ...owner, connector: connection.connector_id, purpose: 'api', origins: connection.origins },
    connection.sealed,
  )
  const { credentials } = contextOfSecrets(auth_option, stored)
  const target = boundTarget(definition, connection, { option: auth_option, credentials })
  const context = openContext({ definition, target, option: auth_option, stored })
  kept.set(connection, kept.has(connection) ? getCached(connection, definition, target, context) : undefined)
  return context
}

/** Returns the context for planning a request, from decrypted credentials. */
export function openContext({
  definition,
  target,
  option,
  stored,
}: {
  readonly definition: Definition
  readonly target: ResolvedTarget
  readonly option: AuthOption
  /** Credentials for the API, as sealed. */
  readonly stored: Readonly<Record<string, string>>
}): OpenContext {
  const opened = contextOfSecrets(option, stored)
  const secrets = getSecrets(option, opened.credentials, opened.tokens)
  return { definition, ...target, auth_option: option, ...opened, secrets }
}

/**
 * Returns the target of stored credentials. Settings that are part of a credential determine it, so the credential is
 * already decrypted.
 *
 * @throws BulkheadError `needs_reauthentication` if they were not given for the origin that the document now names.
 */
export function boundTarget(
  definition: Definition,
  connection: GivenTarget & { readonly origins: readonly string[] },
  auth: ChosenAuth,
) {
  const target = resolveTarget(definition, connection, auth)
  if (connection.origins.includes(target.base_url.origin)) return target
  throw new BulkheadError(
    'needs_reauthentication',
    `The document of this connector now goes to ${target.base_url.origin}, but its credentials were not given for that. Update it with the credentials.`,
  )
}

/**
 * Encrypts derived values for later calls, which then take less than half of the time. Returns undefined if settings
 * are part of the credential, because they would be cached in clear. Also returns undefined if the credentials cannot
 * be sent.
 */
function getCached(
  connection: SealedConnector,
  definition: Definition,
  target: ResolvedTarget,
  context: OpenContext,
): Kept | undefined {
  if ((definition.derived_settings ?? []).length > 0) return undefined
  const { secrets } = context
  let auth: ComposedAuth
  try {
    auth = getAuth(context)
  } catch {
    // Planning the request reports this error, after the errors of the call itself.
    return undefined
  }
  const unseal = encryptedMemo(connection.data_key, { auth, secrets, sketch: fingerprintSecrets(secrets) })
  return { definition, target, unseal }
}

function optionGone(): BulkheadError {
  return new BulkheadError(
    'needs_reauthentication',
    'The way this connector authenticates is no longer in its document. Update it with new credentials.',
  )
}
