import { BulkheadError } from '@bulkhead/contract/errors'
import type { Definition } from '@bulkhead/engine'
import { listNearest } from '@bulkhead/engine/text'
import type { EntityPermission } from '#platform/database/schema/tables/connector-tables'

const MOST_DETAILS = 20

/**
 * Refuses entities that the definition does not have, because a connector restricted to them would allow nothing.
 *
 * @param options Field of the body that contains the entities, and strings that stand for entities there.
 * @throws BulkheadError `invalid_request`
 */
export function assertEntities(
  { display_name, entities }: Definition,
  given: readonly Pick<EntityPermission, 'entity'>[] | null | undefined,
  { name = 'entities', others = [] }: { readonly name?: string; readonly others?: readonly string[] } = {},
): void {
  // If the document of a definition was removed, its entities are unknown.
  if (!given || entities.size === 0) return
  const unknown = given.flatMap(({ entity }, index) =>
    entities.has(entity) || others.includes(entity)
      ? []
      : [{ entity, field: `body.${name}.${index}.entity` }],
  )
  const details = unknown.slice(0, MOST_DETAILS).map(({ entity, field }) => ({
    field,
    message: `${field} is not an entity of ${display_name}; it has ${listNearest(entity, entities.keys())}`,
  }))
  const [first] = details
  if (first !== undefined) throw new BulkheadError('invalid_request', `${first.message}.`, { details })
}
