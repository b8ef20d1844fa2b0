import type { checkConnector as operation } from '@bulkhead/contract/checks'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { Definition } from '@bulkhead/engine/definition'
import type { PlanContext } from '@bulkhead/engine/plan-request'
import { restrictionOf } from '#connectors/create-connector'
import { resolveConfiguration } from '#connectors/resolve-configuration'
import { demandSameOrigin } from '#connectors/update-connector'
import type { Act } from '#principal'
import type { Services } from '#services'
import { newObservedCall } from '#tool-calls/observe-call'
import { demandActive } from '#workspaces/find-workspace'
import type { Connection } from './load-connection.ts'
import { openConnection, resolveTarget } from './open-connection.ts'
import { runCheck } from './run-check.ts'

type Body = Input<typeof operation>['body']

/** Tries a connector as it is, or as a change would make it. Refuses what the change would, and stores nothing. */
export async function checkConnector(
  services: Services,
  act: Act,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const connection = await services.connections.load(act, params.connector_id)
  demandActive({ status: connection.workspace_status })
  const { definition } = services.definitions.ofConnector(connection.definition_id)
  const entities = body.entities ? restrictionOf(body.entities) : connection.entities
  const observed = newObservedCall(connection.workspace_id)
  observed.connector_id = connection.connector_id
  observed.definition_id = connection.definition_id
  return runCheck(services, act, openerOf(services, definition, connection, body), entities, observed)
}

/** What opens the connection that the change would lead to. */
function openerOf(
  { egressPolicy }: Services,
  definition: Definition,
  connection: Connection,
  body: Body,
): () => PlanContext {
  if (!body.credentials && !body.replication_config) {
    return () => openConnection(definition, connection)
  }
  const { auth, origin, ...changed } = resolveConfiguration(definition, egressPolicy, body, connection)
  if (auth === undefined) {
    demandSameOrigin(connection.origins, origin)
    return () => openConnection(definition, { ...connection, ...changed })
  }
  const { option, credentials } = auth
  return () => ({ definition, ...resolveTarget(definition, changed, auth), auth_option: option, credentials })
}
