import { BulkheadError } from '@bulkhead/contract/errors'
import type { AuthOption, Definition } from '@bulkhead/engine'
import { lackingGrants } from '@bulkhead/engine/oauth'
import { listNames } from '@bulkhead/engine/text'
import type { ReceivedTokens } from './request-tokens.ts'

/**
 * Rejects an authorization that granted less than the document requires. Otherwise the connector would appear ready and
 * fail later, when its owner is no longer there to be asked.
 *
 * @throws BulkheadError `invalid_credentials`
 */
export function assertWholeGrant(
  { display_name }: Definition,
  option: AuthOption,
  tokens: ReceivedTokens,
  asked: readonly string[],
): void {
  const { fields, scopes } = lackingGrants(option, tokens, asked)
  if (fields.length > 0) {
    throw new BulkheadError(
      'invalid_credentials',
      `${display_name} returned no ${fields.join(' and no ')}, which its connectors need. Remove the application from the account there, and authorize it again.`,
    )
  }
  if (scopes.length > 0) {
    throw new BulkheadError(
      'invalid_credentials',
      `${display_name} was not allowed everything that it was asked for: ${listNames(scopes)}. Authorize it again and allow all of it, or ask for fewer entities.`,
    )
  }
}
