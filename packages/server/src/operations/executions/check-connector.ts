import type { checkConnector as operation } from '@bulkhead/contract/checks'
import type { Input } from '@bulkhead/contract/operation'
import { assertSameOrigin } from '#connections/assert-same-origin'
import { getRestriction } from '#connections/connector-rows'
import type { SealedConnector } from '#connections/load-connection'
import { resolveConfiguration } from '#connections/resolve-configuration'
import { assertEntities } from '#definitions/assert-entities'
import { getReady } from '#definitions/load-definitions'
import type { Source } from '#execution/call'
import { check } from '#execution/check'
import { startCall } from '#execution/execute'
import type { Handler } from '#operations/handler'
import type { Services } from '#operations/services'
import { authorize } from '#request/authorize'

type Body = Input<typeof operation>['body']

/** Tries a connector in its stored form, or with changes. Rejects what an update would reject, and stores nothing. */
export const checkConnector: Handler<typeof operation> = async (services, context, { params, body }) => {
  const connection = await services.connections.load(context, params.connector_id)
  authorize(context, { workspace_status: connection.workspace_status })
  return check(services, startCall(context, await changedSource(services, connection, body)))
}

/** Returns the connector in the form that the change would give it. */
async function changedSource(
  { egressPolicy, definitions }: Services,
  connection: SealedConnector,
  body: Body,
): Promise<Source> {
  const { connector_id } = connection
  const { definition } = await getReady(definitions.ofConnector(connection.definition_id))
  assertEntities(definition, body.entities)
  const entities = body.entities ? getRestriction(body.entities) : connection.entities
  if (!body.credentials && !body.replication_config && !body.environment) {
    return { kind: 'connector', connector_id, changed: { entities } }
  }
  const { auth, origin, ...place } = resolveConfiguration(definition, egressPolicy, body, connection)
  const source: Source = { kind: 'connector', connector_id, changed: { ...place, entities } }
  if (auth !== undefined)
    return { ...source, given: { ...place, option: auth.option, stored: auth.parts.api.secrets } }
  assertSameOrigin(connection.origins, origin)
  return source
}
