import { ACTIONS, type Definition } from '#model/definition'
import { EngineError } from '#model/errors'
import type { Relationship } from '#model/relationship'
import { listNames } from '#text/list-names'
import { nearest } from '#text/nearest'
import { describeOperation, type OperationDescription } from './describe-operation.ts'
import { limitingSchemas } from './json-schema.ts'

/** Description of a connector for its callers. */
export interface DefinitionDescription {
  readonly slug: string
  readonly display_name: string
  readonly description: string
  readonly entities: readonly EntityDescription[]
}

/** An entity with its operations, in the order of {@link ACTIONS}. */
export interface EntityDescription {
  readonly entity: string
  readonly operations: readonly OperationDescription[]
  /** Dependencies of operations on other entities. */
  readonly relationships: readonly Relationship[]
}

const MOST_CHARACTERS = 16 * 1024 ** 2

/**
 * Describes a whole connector, or one entity of it.
 *
 * @throws {EngineError} `unknown_entity`.
 */
export function describeDefinition(definition: Definition, entity?: string): DefinitionDescription {
  const steps = describeInSteps(definition, entity)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/**
 * Like {@link describeDefinition}, in steps of one operation, so that other work can run in between. An entity is read
 * when its turn comes.
 */
export function* describeInSteps(
  definition: Definition,
  entity?: string,
): Generator<undefined, DefinitionDescription, undefined> {
  const { slug, display_name, description, entities, relationships = [] } = definition
  if (entity !== undefined && !entities.has(entity)) {
    const known = nearest(entity, entities.keys())
    const message = `${display_name} has no entity ${entity.slice(0, 100)}; it has ${listNames(known, { total: entities.size })}.`
    throw new EngineError('unknown_entity', message, { entity: entity.slice(0, 100), known })
  }
  const budget = { left: MOST_CHARACTERS }
  const described: EntityDescription[] = []
  for (const name of entity === undefined ? entities.keys() : [entity]) {
    const actions = entities.get(name)
    const operations: OperationDescription[] = []
    for (const action of ACTIONS) {
      const operation = actions?.get(action)
      if (operation === undefined) continue
      operations.push(limitingSchemas(budget, () => describeOperation(operation, definition)))
      yield
    }
    const own = relationships.filter(({ source_entity }) => source_entity === name)
    described.push({ entity: name, operations, relationships: own })
  }
  return { slug, display_name, description, entities: described }
}
