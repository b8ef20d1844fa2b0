import type { executeOperation as operation } from '@bulkhead/contract/executions'
import type { Input, Output } from '@bulkhead/contract/operation'
import { planRequest } from '@bulkhead/engine/plan-request'
import { readAnswer } from '@bulkhead/engine/read-answer'
import { createRedactor } from '@bulkhead/engine/redactor'
import { secretsOf } from '@bulkhead/engine/secrets-of'
import { engineFailure } from '#engine-failure'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { demandActive } from '#workspaces/find-workspace'
import { demandEntity } from './demand-entity.ts'
import { loadConnection } from './load-connection.ts'
import { openConnection } from './open-connection.ts'
import { selectFields } from './select-fields.ts'

/** Runs one operation at the third party. No transaction is open while the network is used. */
export async function executeOperation(
  services: Services,
  principal: Principal,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const started = performance.now()
  const connection = await loadConnection(services, principal, params.connector_id)
  demandActive({ status: connection.workspace_status })
  const { definition } = services.definitions.ofConnector(connection.definition_id)
  let effect: 'read' | 'write' = 'read'
  let redact = (text: string) => text
  try {
    const opened = openConnection(services.keyring, definition, connection)
    const redactor = createRedactor(secretsOf(opened.auth_option, opened.credentials))
    redact = redactor.text
    const planned = planRequest(opened, {
      entity: body.entity,
      action: body.action,
      params: body.params ?? {},
    })
    effect = planned.effect
    demandEntity(connection.entities, planned.operation)
    const answer = await services.sender.send(planned)
    const { result, connector_metadata } = readAnswer(planned.operation, answer, redact)
    return {
      status: 'success',
      result: redactor.value(selectFields(result, body)),
      connector_metadata: redactor.value(connector_metadata),
      execution_metadata: {
        connector_instance_id: connection.connector_id,
        execution_time_ms: Math.round(performance.now() - started),
      },
    }
  } catch (error) {
    throw engineFailure(error, effect, redact)
  }
}
