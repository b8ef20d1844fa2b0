import type { Operation, PlanContext } from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'
import { planOperation } from '@bulkhead/engine/document'
import { isEngineError } from '@bulkhead/engine/errors'

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
