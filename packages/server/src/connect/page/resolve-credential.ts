import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { EgressPolicy } from '@bulkhead/engine'
import { resolveConfiguration } from '#connectors/connections/resolve-configuration'
import type { GivenCredentials } from '#execution/call'
import type { HeldCredential } from '../held-credential.ts'
import type { Attempt } from './attempt.ts'

/** Credential in the form to store, and in the form to check. */
export interface ResolvedCredential {
  readonly held: HeldCredential
  readonly given: GivenCredentials
}

/**
 * Creates a credential from the fields that an end user filled in.
 *
 * @throws BulkheadError `invalid_credentials`, `invalid_configuration`
 */
export function resolveCredential(
  egressPolicy: EgressPolicy,
  { session, known, option, target, entities }: Attempt,
  configuration: Record<string, unknown>,
): ResolvedCredential {
  // When a connector is reconnected, it keeps the settings that are not given again.
  const before = session.kind === 'reconnect' ? target : undefined
  const { auth, settings, base_url } = naming(() =>
    resolveConfiguration(
      { ...known.definition, auth_options: [option] },
      egressPolicy,
      { replication_config: configuration },
      before,
    ),
  )
  if (auth === undefined) throw invalid('body.configuration', 'Fill in the credential', 'invalid_credentials')
  const place = { settings, base_url }
  return {
    held: {
      definition_id: known.definition_id,
      auth_option: option.name,
      ...place,
      parts: auth.parts,
      ...(entities !== undefined && { entities }),
    },
    given: { ...place, option, stored: auth.parts.api.secrets },
  }
}

/** Runs `work`. Its errors name a field of a connector's body; the rethrown ones name the field of the page. */
function naming<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toPageError(error)
  }
}

/** Replaces the field of a connector's body in an error by the field of the page. */
export function toPageError(error: unknown): unknown {
  if (!(error instanceof BulkheadError)) return error
  const details = error.details.map(({ field, ...rest }) => ({
    ...rest,
    field: field?.replace(/^body\.(replication_config|credentials)/, 'body.configuration') ?? null,
  }))
  return new BulkheadError(error.code, error.message, { details })
}
