import { BulkheadError } from '@bulkhead/contract/errors'
import type { Operation } from '@bulkhead/engine/model/definition'
import type { EntityPermission } from '#platform/database/schema/tables'

/** Whether a connector's `entities` allow an operation. No list allows everything; an entity without modes, both. */
export function allowsOperation(
  entities: readonly EntityPermission[] | null,
  { entity, effect }: Operation,
): boolean {
  if (entities === null) return true
  return entities.some((entry) => entry.entity === entity && (entry.modes ?? [effect]).includes(effect))
}

/**
 * Refuses an operation that the connector's `entities` do not allow.
 *
 * @throws BulkheadError `not_granted`
 */
export function demandEntity(entities: readonly EntityPermission[] | null, operation: Operation): void {
  if (allowsOperation(entities, operation)) return
  const message = `The connector does not allow to ${operation.effect} ${operation.entity}.`
  throw new BulkheadError('not_granted', message, { details: [{ field: 'body.entity', message }] })
}
