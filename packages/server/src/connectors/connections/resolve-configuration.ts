import { isDeepStrictEqual } from 'node:util'
import { invalid } from '@bulkhead/contract/errors'
import {
  type AuthOption,
  type ChosenAuth,
  checkUrl,
  chooseAuthOption,
  type Definition,
  type EgressPolicy,
  resolveTarget,
  splitConfiguration,
} from '@bulkhead/engine'
import { configurationFailure } from './configuration-failure.ts'
import { type SplitCredentials, splitByDestination } from './split-credentials.ts'

type Json = Record<string, unknown>

/** Connector configuration from the caller. Null and absent mean the same. */
export interface GivenConfiguration {
  credentials?: Json | null | undefined
  replication_config?: Json | null | undefined
  environment?: Json | null | undefined
}

/** Configuration to store: settings in clear, credentials to seal, and the credentials' allowed destinations. */
export interface StoredConfiguration {
  settings: Json
  base_url: string | null
  /** Absent if the caller changed nothing, which only an update allows. */
  origin?: string
  /** Absent if the caller gave no credentials, which only an update allows. */
  auth?: ResolvedAuth
}

/** Authentication option with credentials, as given and as they will be sealed. */
export interface ResolvedAuth extends ChosenAuth {
  readonly parts: SplitCredentials
}

/**
 * Checks a configuration against its definition and separates secrets from settings. Unknown keys are refused: one
 * might be a misspelled secret, and settings are stored in clear.
 *
 * @param before Stored configuration that an update changes. Settings that are not given stay; null removes one.
 * @throws BulkheadError `invalid_credentials`, `invalid_configuration`
 */
export function resolveConfiguration(
  definition: Definition,
  policy: EgressPolicy,
  given: GivenConfiguration,
  before?: { settings: Json; base_url: string | null; auth_option: string },
): StoredConfiguration {
  try {
    const { base_url: override, ...environment } = given.environment ?? {}
    const split = splitConfiguration(definition, given.replication_config ?? {})
    const base_url =
      override === undefined || override === null ? (before?.base_url ?? null) : toText(override)
    const removed = removedSettings(definition, given.replication_config ?? {})
    const settings = withoutNulls({ ...before?.settings, ...environment, ...split.settings, ...removed })
    const credentials = { ...split.credentials, ...given.credentials }
    const withAuth = before === undefined || Object.keys(credentials).length > 0
    const auth = withAuth ? chooseAuthOption(definition, credentials) : undefined
    const isChanged = base_url !== before?.base_url || !isDeepStrictEqual(settings, before.settings)
    if (auth === undefined && !isChanged) return { settings, base_url }
    const kept = definition.auth_options.find(({ name }) => name === before?.auth_option)
    if (auth === undefined) assertUnderived(definition, kept)
    const target = resolveTarget(
      definition,
      { settings, base_url },
      auth ?? (kept && { option: kept, credentials: {} }),
    )
    checkUrl(policy, target.base_url)
    const { origin } = target.base_url
    if (auth === undefined) return { settings, base_url, origin }
    const parts = splitByDestination(definition, policy, auth, { origin, settings: target.settings })
    return { settings, base_url, origin, auth: { ...auth, parts } }
  } catch (error) {
    throw configurationFailure(error, given)
  }
}

/** Refuses to resolve settings without the credentials that they are part of. */
function assertUnderived({ derived_settings = [], display_name }: Definition, kept?: AuthOption): void {
  const areHeld = derived_settings.some(({ source }) => {
    const field = kept?.aliases.get(source) ?? source
    return kept === undefined || kept.fields.some(({ name }) => name === field)
  })
  if (!areHeld) return
  const message = `Some settings of ${display_name} are part of its credentials. Send the credentials again in the same call.`
  throw invalid('body.credentials', message, 'invalid_configuration')
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  const message = 'environment.base_url must be a string such as https://git.example.com/api/v3.'
  throw invalid('body.environment.base_url', message, 'invalid_configuration')
}

/** Returns null for each setting that a configuration gives as null, by its own name or by its replication name. */
function removedSettings({ settings }: Definition, configuration: Json): Json {
  const isNull = (name: string) => Object.hasOwn(configuration, name) && configuration[name] === null
  return Object.fromEntries(
    settings
      .filter(({ name, aliases }) => isNull(name) || aliases.some(({ path }) => isNull(path)))
      .map(({ name }) => [name, null]),
  )
}

function withoutNulls(settings: Json): Json {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null))
}

/** @throws BulkheadError `invalid_request` if a body has no configuration for a service that needs one. */
export function assertConfiguration(
  { auth_options }: Definition,
  body: GivenConfiguration & { readonly server_side_oauth_secret_id?: unknown },
): void {
  if (auth_options.every(({ anonymous }) => anonymous === true)) return
  if (!body.credentials && !body.replication_config && typeof body.server_side_oauth_secret_id !== 'string') {
    const message =
      'At least one of credentials, replication_config and server_side_oauth_secret_id must be provided.'
    throw invalid('body', message)
  }
}
