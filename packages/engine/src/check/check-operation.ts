import { isDemanded } from '#describe/describe-operation'
import type { Definition, Operation } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isDefaulted } from '#plan/parameter-values'
import { ownMember } from '#text/json-object'

/** Operation call of a health check. */
export interface CheckCall {
  readonly operation: Operation
  readonly entity: string
  readonly action: string
  readonly params: { readonly [name: string]: JsonValue }
}

/**
 * The operation that a health check runs: what the document prefers, else the first list that needs nothing
 * of a caller. Only a read is ever chosen. Undefined if there is none to choose.
 *
 * @param settings Of the connector, as `resolveSettings` gives them. With them a preferred operation whose
 *   scoped parameter has no setting gives way to one that can be called.
 */
export function checkOperation(
  definition: Definition,
  settings?: { readonly [name: string]: JsonValue },
): CheckCall | undefined {
  const operations = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
  const reads = operations.filter(({ effect, action }) => effect === 'read' && action !== 'download')
  const preferred = reads.filter((operation) => operation.preferred_for_check)
  const lists = reads.filter(({ action, untested }) => action === 'list' && !untested)
  const candidates = [...preferred, ...lists]
  const callable = candidates.find((operation) => isCallable(definition, operation, settings))
  const operation = callable ?? preferred[0]
  if (operation === undefined) return undefined
  const params = operation.action === 'list' && takesLimitOfOne(operation) ? { limit: 1 } : {}
  return { operation, entity: operation.entity, action: operation.action, params }
}

// A parameter of the service's own that is called limit gets what is given, so it must be what the service takes.
function takesLimitOfOne({ parameters, pagination }: Operation): boolean {
  const own = parameters.find(({ name }) => name === 'limit')
  if (own === undefined) return pagination?.limit !== undefined
  const [sizes, minimum] = [ownMember(own.schema, 'enum'), ownMember(own.schema, 'minimum')]
  return (!Array.isArray(sizes) || sizes.includes(1)) && !(typeof minimum === 'number' && minimum > 1)
}

function isCallable(
  definition: Definition,
  operation: Operation,
  settings: { readonly [name: string]: JsonValue } | undefined,
): boolean {
  return operation.parameters.every((parameter) => {
    if (!parameter.required || isDefaulted(parameter)) return true
    if (isDemanded(parameter, definition)) return false
    return settings === undefined || !isUnsettled(definition, parameter.name, settings)
  })
}

// Only a plain setting fills a parameter.
function isUnsettled(
  { scoping }: Definition,
  name: string,
  settings: { readonly [name: string]: JsonValue },
): boolean {
  const rules = scoping.filter(({ param }) => param === name)
  return (
    rules.length > 0 &&
    rules.every(({ setting }) => {
      const value = ownMember(settings, setting)
      return value === undefined || typeof value === 'object'
    })
  )
}
