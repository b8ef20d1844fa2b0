import { type Grant, permits } from '@bulkhead/contract/grants'
import type { Definition, Operation } from '@bulkhead/engine/model/definition'
import type { EntityPermission } from '#platform/database/schema/tables'
import { allowsOperation } from './demand-entity.ts'

/** The definition with those operations alone that a connector's `entities` and a token's grant allow. */
export function allowedDefinition(
  definition: Definition,
  entities: readonly EntityPermission[] | null,
  grant?: Grant,
): Definition {
  if (entities === null && grant === undefined) return definition
  const isAllowed = (operation: Operation) =>
    allowsOperation(entities, operation) &&
    permits(grant, operation) &&
    !(grant?.read_only === true && operation.effect === 'write')
  const allowed = [...definition.entities]
    .map(([name, actions]) => [name, new Map([...actions].filter(([, one]) => isAllowed(one)))] as const)
    .filter(([, actions]) => actions.size > 0)
  return { ...definition, entities: new Map(allowed) }
}
