import type { checkNewConnector as operation } from '@bulkhead/contract/checks'
import type { Input, Output } from '@bulkhead/contract/operation'
import { demandConfiguration, restrictionOf } from '#connectors/create-connector'
import { findDefinition } from '#connectors/find-definition'
import { resolveConfiguration } from '#connectors/resolve-configuration'
import { asPrincipal } from '#database/as-principal'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { demandActive, findWorkspace, workspaceNotFound } from '#workspaces/find-workspace'
import { resolveTarget } from './open-connection.ts'
import { runCheck } from './run-check.ts'

/** Tries what a connector would be made of. Refuses what creating it would refuse, and stores nothing. */
export async function checkNewConnector(
  services: Services,
  principal: Principal,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { definition } = findDefinition(services.definitions, body)
  demandConfiguration(body)
  const { auth, ...configuration } = resolveConfiguration(definition, services.egressPolicy, body)
  if (auth === undefined) throw new TypeError('A new connector has an authentication option.')
  const workspace = await asPrincipal(services.database, principal, 'read only', (tx) =>
    findWorkspace(tx, principal, body),
  )
  if (workspace === undefined) throw workspaceNotFound()
  demandActive(workspace)
  return runCheck(
    services,
    () => ({
      definition,
      ...resolveTarget(definition, configuration),
      auth_option: auth.option,
      credentials: auth.credentials,
    }),
    restrictionOf(body.entities),
  )
}
