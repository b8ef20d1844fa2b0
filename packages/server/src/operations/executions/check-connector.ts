import type { checkConnector as operation } from '@bulkhead/contract/checks'
import type { Input, Output } from '@bulkhead/contract/operation'
import { restrictionOf } from '#connections/connector-rows'
import type { Connection } from '#connections/load-connection'
import { openContext } from '#connections/open-connection'
import { resolveConfiguration } from '#connections/resolve-configuration'
import { demandSameOrigin, resolveTarget } from '#connections/target'
import { demandEntities } from '#definitions/demand-entities'
import { callDeadline } from '#execution/call-deadline'
import { runCheck } from '#execution/run-check'
import { type Access, type Opening, openingOf, usableOf } from '#execution/with-other-tokens'
import type { Services } from '#operations/services'
import type { Act } from '#request/principal'
import { newObservedCall } from '#tool-calls/observe-call'
import { demandActive } from '#workspaces/find-workspace'

type Body = Input<typeof operation>['body']

/** Tries a connector as it is, or as a change would make it. Refuses what the change would, and stores nothing. */
export async function checkConnector(
  services: Services,
  act: Act,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const connection = await services.connections.load(act, params.connector_id)
  demandActive({ status: connection.workspace_status })
  const observed = newObservedCall(connection.workspace_id)
  observed.connector_id = connection.connector_id
  observed.definition_id = connection.definition_id
  const deadline = callDeadline(undefined)
  const opening = openingAfter(services, act, connection, body, deadline)
  return runCheck(services, act, opening, observed, deadline)
}

/**
 * How the connection is opened that the change would lead to. What is wrong with the change itself is thrown at
 * once: only what fails while opening is what a check is about.
 */
function openingAfter(
  services: Services,
  act: Act,
  connection: Connection,
  body: Body,
  deadline: number,
): Promise<Opening> {
  const { egressPolicy, definitions } = services
  const { definition } = definitions.ofConnector(connection.definition_id)
  demandEntities(definition, body.entities)
  const entities = body.entities ? restrictionOf(body.entities) : connection.entities
  const openedWith = async (changed: Partial<Connection> = {}) => {
    const usable = await usableOf(services, act, connection, deadline)
    return openingOf(services, act, usable, { ...changed, entities })
  }
  if (!body.credentials && !body.replication_config && !body.environment) return openedWith()
  const { auth, origin, ...changed } = resolveConfiguration(definition, egressPolicy, body, connection)
  if (auth === undefined) {
    demandSameOrigin(connection.origins, origin)
    return openedWith(changed)
  }
  const { option, parts } = auth
  const access: Access = {
    open: () =>
      openContext({
        definition,
        target: resolveTarget(definition, changed, auth),
        option,
        stored: parts.api.secrets,
      }),
    entities,
  }
  const { again } = openingOf(services, act, connection)
  return Promise.resolve({ ...access, again: async (until) => (await again(until)) && access })
}
