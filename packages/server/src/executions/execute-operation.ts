import type { executeOperation as operation } from '@bulkhead/contract/executions'
import type { Input, Output } from '@bulkhead/contract/operation'
import { Replay } from '#idempotency/once'
import type { Act } from '#principal'
import type { Services } from '#services'
import { newObservedCall, type ObservedCall, observeConnector } from '#tool-calls/observe-call'
import { demandActive } from '#workspaces/find-workspace'
import { demandGranted } from './demand-granted.ts'
import { openConnection } from './open-connection.ts'
import { runOperation } from './run-operation.ts'
import { selectFields } from './select-fields.ts'

type Body = Input<typeof operation>['body']

/** Runs one operation at the third party, and leaves a record of it whatever becomes of it. */
export async function executeOperation(
  services: Services,
  act: Act,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const started = performance.now()
  const observed = newObservedCall(act.workspace)
  const ended = () => ({ intent: body.intent, duration_ms: Math.round(performance.now() - started) })
  try {
    const { result, connector_metadata } = await execute(services, act, params.connector_id, body, observed)
    const ending = ended()
    services.toolCalls.record(act, observed, ending)
    return {
      status: 'success',
      result,
      connector_metadata,
      execution_metadata: {
        connector_instance_id: observed.connector_id ?? params.connector_id,
        execution_time_ms: ending.duration_ms,
      },
    }
  } catch (thrown) {
    // What was done before is on record already.
    if (thrown instanceof Replay) throw thrown
    services.toolCalls.record(act, observed, { ...ended(), thrown })
    throw thrown
  }
}

/** No transaction is open while the network is used. */
async function execute(
  services: Services,
  act: Act,
  connector_id: string,
  body: Body,
  observed: ObservedCall,
) {
  demandGranted(act, body)
  const connection = await services.connections.load(act, connector_id)
  const { definition } = services.definitions.ofConnector(connection.definition_id)
  observeConnector(observed, connection, definition, body)
  demandActive({ status: connection.workspace_status })
  return runOperation(
    services,
    () => openConnection(definition, connection),
    connection.entities,
    { entity: body.entity, action: body.action, params: body.params ?? {} },
    (result) => selectFields(result, body),
    observed,
    async (effect) => {
      if (effect === 'write') await act.once?.begin(connection.workspace_id)
    },
  )
}
