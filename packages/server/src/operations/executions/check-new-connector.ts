import type { checkNewConnector as operation } from '@bulkhead/contract/checks'
import type { Input, Output } from '@bulkhead/contract/operation'
import { restrictionOf } from '#connections/connector-rows'
import { openContext } from '#connections/open-connection'
import { demandConfiguration, resolveConfiguration } from '#connections/resolve-configuration'
import { resolveTarget } from '#connections/target'
import { demandEntities } from '#definitions/demand-entities'
import { findDefinition } from '#definitions/find-definition'
import { callDeadline } from '#execution/call-deadline'
import { checkHeldTokens } from '#execution/check-held-tokens'
import { runCheck } from '#execution/run-check'
import type { Access } from '#execution/with-other-tokens'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Act } from '#request/principal'
import { newObservedCall } from '#tool-calls/observe-call'
import { demandActive, findWorkspace, workspaceNotFound } from '#workspaces/find-workspace'

/** Tries what a connector would be made of. Refuses what creating it would refuse, and stores nothing. */
export async function checkNewConnector(
  services: Services,
  act: Act,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { definition } = findDefinition(services.definitions, body)
  demandConfiguration(definition, body)
  demandEntities(definition, body.entities)
  const { server_side_oauth_secret_id } = body
  if (typeof server_side_oauth_secret_id === 'string') {
    return checkHeldTokens(services, act, definition, { ...body, server_side_oauth_secret_id })
  }
  const { auth, ...configuration } = resolveConfiguration(definition, services.egressPolicy, body)
  if (auth === undefined) throw new TypeError('A new connector has an authentication option.')
  const findActive = async () => {
    const workspace = await asPrincipal(services.database, act, 'read only', (tx) =>
      findWorkspace(tx, act, body),
    )
    if (workspace === undefined) throw workspaceNotFound()
    demandActive(workspace)
    return workspace
  }
  const workspace = await findActive()
  const observed = newObservedCall(workspace.workspace_id)
  observed.definition_id = definition.definition_id
  const access: Access = {
    open: () =>
      openContext({
        definition,
        target: resolveTarget(definition, configuration, auth),
        option: auth.option,
        stored: auth.parts.api.secrets,
      }),
    entities: restrictionOf(body.entities),
  }
  const again = async () => {
    await act.authenticateAgain()
    await findActive()
    return access
  }
  return runCheck(services, act, { ...access, again }, observed, callDeadline(undefined))
}
