import { type Call, type PlanContext, planRequest } from '@bulkhead/engine/plan-request'
import { readAnswer } from '@bulkhead/engine/read-answer'
import { createRedactor } from '@bulkhead/engine/redactor'
import { sendWithRetry } from '@bulkhead/engine/retry/send-with-retry'
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
  /** What the third party complained of though it answered. */
  readonly warnings: readonly string[]
}

/** What an execution is beside its call. */
export interface Run {
  /** Gives the context; what fails there is answered like a failure of the operation. */
  readonly open: () => PlanContext
  /** Of the connector. */
  readonly entities: readonly EntityPermission[] | null
  /** Makes what is wanted of the result, before it is scanned. */
  readonly shape?: (result: unknown) => unknown
  /** Is told what was sent and answered, and how long that took. */
  readonly observed?: ObservedCall
  /** Awaited when nothing is left but to send. */
  readonly sending?: (effect: 'read' | 'write') => Promise<void>
  /** Milliseconds for the third party, all attempts together. Default: those of the sender. */
  readonly withinMs?: number | undefined
}

/**
 * Runs one operation with credentials that are open for this call: the one way to a third party's records.
 * Whatever comes back, errors too, is scanned for them.
 */
export async function runOperation(
  { sender }: Pick<Services, 'sender'>,
  call: Call,
  {
    open,
    entities,
    shape = (result) => result,
    observed = newObservedCall(undefined),
    sending,
    withinMs,
  }: Run,
): Promise<OperationResult> {
  let effect: 'read' | 'write' = 'read'
  let redact = (text: string) => text
  try {
    const context = { ...open(), now: Date.now() }
    const redactor = createRedactor(secretsOf(context.auth_option, context.credentials, context.tokens))
    redact = redactor.text
    const planned = planRequest(context, call)
    effect = planned.effect
    demandEntity(entities, planned.operation)
    await sending?.(effect)
    const options = { withinMs: withinMs ?? sender.limits.totalTimeoutMs }
    const answer = await observeSending(observed, planned, () => sendWithRetry(sender, planned, options))
    const { page, operation } = planned
    const read = readAnswer(operation, answer, redact, { page, settings: context.settings })
    return {
      result: redactor.value(shape(read.result)),
      connector_metadata: redactor.value(read.connector_metadata),
      warnings: (read.warnings ?? []).map(redact),
    }
  } catch (error) {
    throw engineFailure(error, effect, redact)
  }
}
