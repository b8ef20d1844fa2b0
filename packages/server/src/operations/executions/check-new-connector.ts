import type { checkNewConnector as operation } from '@bulkhead/contract/checks'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { Definition } from '@bulkhead/engine'
import { getRestriction } from '#connections/connector-rows'
import { assertConfiguration, resolveConfiguration } from '#connections/resolve-configuration'
import { assertEntities } from '#definitions/assert-entities'
import { findDefinition } from '#definitions/find-definition'
import type { GivenCredentials } from '#execution/call'
import { check } from '#execution/check'
import { startCall } from '#execution/execute'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'

type Body = Input<typeof operation>['body']

/** Tries what a connector would be made of. Rejects what creating it would, stores nothing, and uses no tokens up. */
export async function checkNewConnector(
  services: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { definition } = findDefinition(services.definitions, body)
  assertConfiguration(definition, body)
  assertEntities(definition, body.entities)
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

function givenCredentials({ egressPolicy }: Services, definition: Definition, body: Body): GivenCredentials {
  const { auth, ...place } = resolveConfiguration(definition, egressPolicy, body)
  if (auth === undefined) throw new TypeError('A new connector has an authentication option.')
  return { ...place, option: auth.option, stored: auth.parts.api.secrets }
}
