import { type Call, type PlanContext, planRequest } from '@bulkhead/engine/plan-request'
import { readAnswer } from '@bulkhead/engine/read-answer'
import { createRedactor } from '@bulkhead/engine/redactor'
import { secretsOf } from '@bulkhead/engine/secrets-of'
import type { EntityPermission } from '#database/schema'
import { engineFailure } from '#engine-failure'
import type { Services } from '#services'
import { newObservedCall, type ObservedCall, observeSending } from '#tool-calls/observe-call'
import { demandEntity } from './demand-entity.ts'

/** What a third party answered, as the document describes it; no secret of the call is left in it. */
export interface OperationResult {
  readonly result: unknown
  readonly connector_metadata: unknown
}

/**
 * Runs one operation with credentials that are open for this call: the one way to a third party. Whatever
 * comes back, errors too, is scanned for them.
 *
 * @param open Gives the context; what fails there is answered like a failure of the operation.
 * @param entities Of the connector.
 * @param shape Makes what is wanted of the result, before it is scanned.
 * @param observed Is told what was sent and answered, and how long that took.
 * @param sending Awaited when nothing is left but to send.
 */
export async function runOperation(
  { sender }: Pick<Services, 'sender'>,
  open: () => PlanContext,
  entities: readonly EntityPermission[] | null,
  call: Call,
  shape: (result: unknown) => unknown = (result) => result,
  observed: ObservedCall = newObservedCall(undefined),
  sending?: (effect: 'read' | 'write') => Promise<void>,
): Promise<OperationResult> {
  let effect: 'read' | 'write' = 'read'
  let redact = (text: string) => text
  try {
    const context = open()
    const redactor = createRedactor(secretsOf(context.auth_option, context.credentials))
    redact = redactor.text
    const planned = planRequest(context, call)
    effect = planned.effect
    demandEntity(entities, planned.operation)
    await sending?.(effect)
    const answer = await observeSending(observed, planned.body, () => sender.send(planned))
    const { result, connector_metadata } = readAnswer(planned.operation, answer, redact)
    return {
      result: redactor.value(shape(result)),
      connector_metadata: redactor.value(connector_metadata),
    }
  } catch (error) {
    throw engineFailure(error, effect, redact)
  }
}
