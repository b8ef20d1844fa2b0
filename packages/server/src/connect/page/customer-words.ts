import type { CheckResult } from '@bulkhead/contract/checks'
import type { ConnectError } from '@bulkhead/contract/connect/sessions'
import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { getUpstreamStatus } from '#connectors/connections/engine-failure'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'

/**
 * Explains the result of a check to the person who gave the credential. Null if the credential can be used. A
 * credential of a known account that may not read the tried entity can still be used for other data, unless the
 * connector is for certain data alone.
 */
export function explainCheck(
  service: string,
  check: CheckResult,
  entities: readonly EntityPermission[] | null,
): ConnectError | null {
  if (check.status === 'succeeded' || check.status === 'skipped') return null
  const [result] = check.entity_check_results
  const isKnown = check.account != null
  if (isKnown && entities === null) return null
  if (check.status === 'inconclusive' && !isKnown) {
    return {
      code: 'upstream_error',
      message: `${service} could not be reached, or did not respond as expected. Nothing was stored. Try again in a minute.`,
    }
  }
  const entity = result?.entity ?? 'its data'
  switch (result?.status_code) {
    case 401:
      return {
        code: 'upstream_rejected',
        message: `${service} does not accept this credential. Check that it was copied completely and has not expired.`,
      }
    case 402:
    case 403:
      return {
        code: 'upstream_rejected',
        message: `${service} knows this credential, but does not let it read ${entity}. Give it the listed permissions, and try again.`,
      }
    case 404:
      return {
        code: 'upstream_rejected',
        message: `${service} did not find ${entity}. Check the address or the name of the account that you entered.`,
      }
    default:
      return {
        code: 'upstream_rejected',
        message: `${service} refused to let this credential read ${entity}. Check what you entered, and try again.`,
      }
  }
}

/** Messages for the customer, where the message of the error is for developers. */
const WORDS: Partial<Record<ErrorCode, (service: string) => string>> = {
  oauth_not_configured: (service) =>
    `Signing in at ${service} is not set up. Tell the person who sent you this link.`,
  quota_exceeded: () => 'No more connections can be added. Tell the person who sent you this link.',
  workspace_inactive: () => 'Connecting is currently turned off. Tell the person who sent you this link.',
  workspace_not_found: () =>
    'What this link was for no longer exists. Tell the person who sent you this link.',
  connector_not_found: () =>
    'The connection was deleted in the meantime. Tell the person who sent you this link.',
  egress_refused: (service) => `The address of ${service} cannot be used from here. Check what you entered.`,
  unauthenticated: () =>
    'This link has been used, has expired or was withdrawn. Ask the person who sent it for a new one.',
}

/** Converts an error of an attempt to a message for the customer. For an unforeseen error it gives no details. */
export function explainError(service: string, error: unknown): ConnectError {
  if (!(error instanceof BulkheadError)) {
    return { code: 'internal', message: 'Something went wrong here. Nothing was stored. Try again later.' }
  }
  const { code } = error
  const status = getUpstreamStatus(error)
  if (status !== undefined) {
    return { code, message: `${service} responded to the sign-in with ${status}. Begin again.` }
  }
  return { code, message: WORDS[code]?.(service) ?? error.message }
}
