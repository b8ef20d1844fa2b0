import type { executeOperation as operation } from '@bulkhead/contract/executions'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { demandActive } from '#workspaces/find-workspace'
import { demandGranted } from './demand-granted.ts'
import { loadConnection } from './load-connection.ts'
import { openConnection } from './open-connection.ts'
import { runOperation } from './run-operation.ts'
import { selectFields } from './select-fields.ts'

/** Runs one operation at the third party. No transaction is open while the network is used. */
export async function executeOperation(
  services: Services,
  principal: Principal,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const started = performance.now()
  demandGranted(principal, body)
  const connection = await loadConnection(services, principal, params.connector_id)
  demandActive({ status: connection.workspace_status })
  const { definition } = services.definitions.ofConnector(connection.definition_id)
  const { result, connector_metadata } = await runOperation(
    services,
    () => openConnection(services.keyring, definition, connection),
    connection.entities,
    { entity: body.entity, action: body.action, params: body.params ?? {} },
    (result) => selectFields(result, body),
  )
  return {
    status: 'success',
    result,
    connector_metadata,
    execution_metadata: {
      connector_instance_id: connection.connector_id,
      execution_time_ms: Math.round(performance.now() - started),
    },
  }
}
