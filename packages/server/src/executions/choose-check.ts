import type { Operation } from '@bulkhead/engine/definition'
import { EngineError, type EngineErrorCode } from '@bulkhead/engine/errors'
import { type Call, type PlanContext, planRequest } from '@bulkhead/engine/plan-request'
import type { EntityPermission } from '#database/schema'
import { allowsOperation } from './demand-entity.ts'

/** What says that an operation cannot be tried with these params, and another perhaps can. */
const UNFIT: ReadonlySet<EngineErrorCode> = new Set([
  'missing_parameter',
  'unknown_parameter',
  'invalid_parameter',
  'not_supported',
])

/**
 * The call that tries a connector: of the operations that change nothing and that its `entities` allow, the
 * one the document prefers, else the first list, that can be planned with what settings and defaults supply.
 */
export function chooseCheck(
  context: PlanContext,
  entities: readonly EntityPermission[] | null,
): Call | undefined {
  const reading = [...context.definition.entities.values()]
    .flatMap((actions) => [...actions.values()])
    .filter((operation) => operation.effect === 'read' && allowsOperation(entities, operation))
  const candidates = [
    ...reading.filter(({ preferred_for_check }) => preferred_for_check),
    ...reading.filter(({ action }) => action === 'list'),
  ]
  return candidates.flatMap(callsOf).find((call) => isFit(context, call))
}

function callsOf({ entity, action }: Operation): Call[] {
  return [{ limit: 1 }, {}].map((params) => ({ entity, action, params }))
}

/** Planning is pure, so trying it costs nothing; another fault than of the params is left to the call itself. */
function isFit(context: PlanContext, call: Call): boolean {
  try {
    planRequest(context, call)
    return true
  } catch (error) {
    return !(error instanceof EngineError && UNFIT.has(error.code))
  }
}
