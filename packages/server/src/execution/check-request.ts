import type { CheckResult } from '@bulkhead/contract/checks'
import type { NewConnector } from '@bulkhead/contract/connectors'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Definition } from '@bulkhead/engine'
import type { Static } from 'typebox'
import type { RequestContext } from '#access/request/principal'
import { getRestriction } from '#connectors/connections/connector-rows'
import { resolveConfiguration } from '#connectors/connections/resolve-configuration'
import type { GivenCredentials } from './call.ts'
import { check } from './check.ts'
import { startCall } from './execute.ts'

type Services = Parameters<typeof check>[0]
type Body = Static<typeof NewConnector>

/**
 * Tries the configuration of a connector that is not yet created. Stores nothing, and does not use up the tokens of an
 * authorization.
 */
export function checkRequest(
  services: Services,
  context: RequestContext,
  definition: Definition,
  body: Body,
): Promise<CheckResult> {
  const { server_side_oauth_secret_id } = body
  const credentials =
    typeof server_side_oauth_secret_id === 'string'
      ? { ...body, server_side_oauth_secret_id }
      : givenCredentials(services, definition, body)
  const entities = getRestriction(body.entities)
  return check(
    services,
    startCall(context, { kind: 'request', workspace: body, definition, entities, credentials }),
  )
}

/**
 * Rejects credentials that do not work. Accepts them if the check is inconclusive: the service is down, or there is
 * nothing to try.
 *
 * @throws BulkheadError `invalid_credentials` with the message of the check.
 */
export async function assertWorks(
  services: Services,
  context: RequestContext,
  definition: Definition,
  body: Body,
): Promise<CheckResult> {
  const result = await checkRequest(services, context, definition, body)
  if (result.status !== 'failed') return result
  const message = `The service refused the credentials. ${result.error_message ?? ''}`.trim()
  throw new BulkheadError('invalid_credentials', message, {
    details: [{ field: 'body.credentials', message }],
  })
}

function givenCredentials({ egressPolicy }: Services, definition: Definition, body: Body): GivenCredentials {
  const { auth, ...place } = resolveConfiguration(definition, egressPolicy, body)
  if (auth === undefined) throw new TypeError('A new connector has an authentication option.')
  return { ...place, option: auth.option, stored: auth.parts.api.secrets }
}
