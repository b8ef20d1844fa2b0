import type { Operation } from '#model/definition'
import { isEngineError } from '#model/errors'
import { type PlanContext, planOperation } from '#plan/plan-request'
import { describeOperation } from './describe-operation.ts'

/** Returns why an operation cannot be planned with the params of its own description. Undefined if it can. */
export function getPlanningFault(context: PlanContext, operation: Operation): string | undefined {
  try {
    planOperation(context, operation, describeOperation(operation, context.definition).example)
    return undefined
  } catch (thrown) {
    if (isEngineError(thrown)) return thrown.message
    throw thrown
  }
}
