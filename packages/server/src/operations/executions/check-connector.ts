import type { checkConnector as operation } from '@bulkhead/contract/checks'
import type { Input } from '@bulkhead/contract/operation'
import type { Definition } from '@bulkhead/engine'
import { authorize } from '#access/request/authorize'
import { assertSameOrigin } from '#connectors/connections/assert-same-origin'
import { getRestriction } from '#connectors/connections/connector-rows'
import type { SealedConnector } from '#connectors/connections/load-connection'
import { resolveConfiguration } from '#connectors/connections/resolve-configuration'
import { assertEntities } from '#connectors/definitions/assert-entities'
import { getReadyFor } from '#connectors/definitions/load-definitions'
import type { Source } from '#execution/call'
import { check } from '#execution/check'
import { startCall } from '#execution/execute'
import type { Handler } from '../handler.ts'
import type { Services } from '../services.ts'

type Body = Input<typeof operation>['body']

/** Tries a connector in its stored form, or with changes. Rejects what an update would reject, and stores nothing. */
export const checkConnector: Handler<typeof operation> = async (services, context, { params, body }) => {
  const { definition_id, workspace_status } = await services.connections.load(context, params.connector_id)
  authorize(context, { workspace_status })
  const { definition } = await getReadyFor(services.definitions.ofConnector(definition_id), context)
  // The connector may have changed during the wait.
  const connection = await services.connections.load(context, params.connector_id)
  authorize(context, { workspace_status: connection.workspace_status })
  return check(services, startCall(context, changedSource(services, definition, connection, body)))
}

/** Returns the connector in the form that the change would give it. */
function changedSource(
  { egressPolicy }: Services,
  definition: Definition,
  connection: SealedConnector,
  body: Body,
): Source {
  const { connector_id } = connection
  assertEntities(definition, body.entities)
  const entities = body.entities ? getRestriction(body.entities) : connection.entities
  if (!body.credentials && !body.replication_config && !body.environment) {
    return { kind: 'connector', connector_id, changed: { entities } }
  }
  const { auth, origin, ...place } = resolveConfiguration(definition, egressPolicy, body, connection)
  const source: Source = { kind: 'connector', connector_id, changed: { ...place, entities } }
  if (auth !== undefined)
    return { ...source, given: { ...place, option: auth.option, stored: auth.parts.api.secrets } }
  if (origin !== undefined) assertSameOrigin(connection.origins, origin)
  return source
}
