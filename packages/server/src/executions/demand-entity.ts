import { BulkheadError } from '@bulkhead/contract/errors'
import type { Operation } from '@bulkhead/engine/definition'
import type { EntityPermission } from '#database/schema'

/**
 * Refuses an operation that the connector's `entities` do not allow. No list allows everything; an entity
 * without modes allows both.
 *
 * @throws BulkheadError `not_granted`
 */
export function demandEntity(
  entities: readonly EntityPermission[] | null,
  { entity, effect }: Operation,
): void {
  if (entities === null) return
  const allowed = entities.some(
    (entry) => entry.entity === entity && (entry.modes ?? [effect]).includes(effect),
  )
  if (allowed) return
  const message = `The connector does not allow to ${effect} ${entity}.`
  throw new BulkheadError('not_granted', message, { details: [{ field: 'body.entity', message }] })
}
