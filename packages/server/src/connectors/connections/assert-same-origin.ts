import { invalid } from '@bulkhead/contract/errors'
import { listNames } from '@bulkhead/engine/text'

/**
 * Refuses settings that would send stored credentials to an origin for which they were not given.
 *
 * @throws BulkheadError `invalid_configuration`
 */
export function assertSameOrigin(origins: readonly string[], origin: string): void {
  if (origins.includes(origin)) return
  const message = `These settings move the connector to ${origin}, but its credentials were given for ${listNames(origins)}. Send the credentials again in the same call.`
  throw invalid('body.replication_config', message, 'invalid_configuration')
}
