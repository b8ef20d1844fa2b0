import { BulkheadError } from '@bulkhead/contract/errors'
import { EngineError } from '@bulkhead/engine/errors'
import { engineFailure } from './engine-failure.ts'

type Part = Readonly<Record<string, unknown>> | null | undefined

/** Parts of a body that configure a connector. */
interface Given {
  readonly credentials?: Part
  readonly replication_config?: Part
  readonly environment?: Part
}

/** Converts an engine failure about a configuration to an error of the API. The error names the invalid part. */
export function configurationFailure(thrown: unknown, given: Given): unknown {
  const failure = engineFailure(thrown)
  if (!(thrown instanceof EngineError && failure instanceof BulkheadError)) return failure
  const message =
    thrown.code === 'egress_refused'
      ? `${failure.message} An operator can allow it with BULKHEAD_EGRESS_ALLOW.`
      : failure.message
  const code = failure.code === 'egress_refused' ? 'invalid_configuration' : failure.code
  const details = failure.details.map((detail) => ({
    ...detail,
    message,
    field: getField(thrown, given) ?? detail.field,
  }))
  return new BulkheadError(code, message, { details })
}

function getField({ code, details }: EngineError, given: Given): string | undefined {
  const { environment, replication_config } = given
  if (code === 'credentials_mismatch') return getPlace(given, ['credentials', 'replication_config'])
  if (code === 'invalid_base_url' || code === 'egress_refused') {
    const isGiven = environment?.base_url !== undefined && environment.base_url !== null
    return isGiven ? 'body.environment.base_url' : getPlace(given, ['replication_config', 'environment'])
  }
  if (details === undefined || !('setting' in details)) return undefined
  const { setting } = details
  const isOfEnvironment =
    Object.hasOwn(environment ?? {}, setting) && !Object.hasOwn(replication_config ?? {}, setting)
  return isOfEnvironment ? `body.environment.${setting}` : undefined
}

/** Returns the first of the parts that the caller gave. */
function getPlace(given: Given, parts: readonly (keyof Given)[]): string {
  const part = parts.find((name) => given[name] !== undefined && given[name] !== null)
  return part === undefined ? 'body' : `body.${part}`
}
