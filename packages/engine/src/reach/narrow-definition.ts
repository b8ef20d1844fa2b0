import type { Definition, Operation, Parameter } from '#model/definition'
import { neededParts } from '#plan/compose-text'
import type { Reach } from './reach.ts'

/**
 * Returns a definition with only the permitted operations and parameters. A parameter is removed if every value of it
 * reaches an operation that is not permitted.
 */
export function narrowDefinition(definition: Definition, permits: Reach['permits']): Definition {
  const allowed = [...definition.entities]
    .map(([name, actions]) => {
      const own = [...actions].filter(([, operation]) => permits(operation))
      return [name, new Map(own.map(([action, one]) => [action, withoutForbidden(one)]))] as const
    })
    .filter(([, actions]) => actions.size > 0)
  return { ...definition, entities: new Map(allowed) }

  function withoutForbidden(operation: Operation): Operation {
    const parameters = operation.parameters.filter(({ reaches = [] }) =>
      reaches.every(({ entity, action, where, members, other_members }) => {
        const isAlways = where === undefined && members === undefined && other_members === undefined
        const reached = definition.entities.get(entity)?.get(action)
        return !isAlways || reached === undefined || permits(reached)
      }),
    )
    if (parameters.length === operation.parameters.length) return operation
    const left = withNeededParts(operation, parameters)
    return { ...operation, parameters: left, parameter_names: new Set(left.map(({ name }) => name)) }
  }
}

/** Makes the parts of a string required if the whole string is not allowed. */
function withNeededParts(operation: Operation, left: readonly Parameter[]): readonly Parameter[] {
  const needed = operation.parameters
    .filter((parameter) => parameter.composed !== undefined && !left.includes(parameter))
    .flatMap((parameter) => neededParts(operation, parameter))
  return left.map((parameter) =>
    needed.includes(parameter.name) ? { ...parameter, required: true } : parameter,
  )
}
