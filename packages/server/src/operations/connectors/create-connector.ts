import type { createConnector as operation } from '@bulkhead/contract/connectors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { Definition } from '@bulkhead/engine'
import { insertConnector } from '#connections/connector-rows'
import { connectorDetail } from '#connections/connector-views'
import { assertConfiguration, resolveConfiguration } from '#connections/resolve-configuration'
import { retryRefusedWrite } from '#connections/retry-refused-write'
import { assertEntities } from '#definitions/assert-entities'
import { findDefinition } from '#definitions/find-definition'
import { assertWorks } from '#execution/check-request'
import { prepareWithSecret } from '#oauth/oauth-secret'
import type { Services } from '#operations/services'
import { addingConnector } from '#quotas/assert-room'
import { assertActive } from '#request/authorize'
import type { RequestContext } from '#request/principal'
import { findWorkspace, workspaceNotFound } from '#workspaces/find-workspace'

/** Stores a connector with its credentials sealed: both in one transaction, or neither. */
export async function createConnector(
  services: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { definition } = findDefinition(services.definitions, body)
  assertConfiguration(definition, body)
  assertEntities(definition, body.entities)
  if (body.check === true) await assertWorks(services, context, definition, body)
  const prepare = await preparation(services, context, definition, body)
  return retryRefusedWrite(() =>
    addingConnector(services, context, async (tx) => {
      const workspace = await findWorkspace(tx, context, body)
      if (workspace === undefined) throw workspaceNotFound()
      assertActive(workspace)
      const row = await insertConnector(tx, services.keyring, context, workspace, {
        definition,
        name: body.name,
        entities: body.entities,
        ...(await prepare(tx, workspace.workspace_id)),
      })
      return connectorDetail(services.definitions, row)
    }),
  )
}

type Body = Input<typeof operation>['body']

/** Gives what the transaction that adds the connector is to store. */
async function preparation(services: Services, context: RequestContext, definition: Definition, body: Body) {
  const { server_side_oauth_secret_id } = body
  if (typeof server_side_oauth_secret_id === 'string') {
    return prepareWithSecret(services, context, definition, { ...body, server_side_oauth_secret_id })
  }
  const { auth, settings, base_url } = resolveConfiguration(definition, services.egressPolicy, body)
  if (auth === undefined) throw new TypeError('A new connector has an authentication option.')
  const made = { settings, base_url, auth_option: auth.option.name, credentials: auth.parts }
  return async () => made
}
