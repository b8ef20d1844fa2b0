import { isDemanded } from '#describe/describe-operation'
import type { Definition, Operation } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isDefaulted } from '#plan/parameter-values'
import { ownMember } from '#text/json-object'

export interface CheckCall {
  readonly operation: Operation
  readonly entity: string
  readonly action: string
  readonly params: { readonly [name: string]: JsonValue }
}

/**
 * Returns the operation that a health check runs: the one that the document prefers, or else the first list without
 * required parameters. Only a read is ever chosen. Undefined if no operation qualifies.
 *
 * @param settings Connector settings from `resolveSettings`. If a preferred operation has a scoped parameter without a
 *   setting, another operation that can be called is chosen.
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

// The service may have a parameter of its own called `limit`. It gets the value unchanged, so the service must accept
// it.
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

// Only a string, number or boolean setting can fill a parameter.
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
