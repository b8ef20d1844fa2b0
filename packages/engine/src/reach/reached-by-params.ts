import { isDeepStrictEqual } from 'node:util'
import type { Definition, Operation, Parameter, ReachRule } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isComposable } from '#reach/is-composable'
import { getForm } from '#reach/match-path'
import { encodeJson } from '#text/encode-text'
import { isJsonObject, ownMember } from '#text/json-object'

/** Another operation that a parameter's value reaches. */
export interface ReachedByParam {
  readonly operation: Operation
  readonly parameter: string
}

type Params = { readonly [name: string]: unknown }

/**
 * Returns the other operations that a caller's params reach. The document's rules decide. Without a rule, a value
 * reaches another operation if it differs from the operation's own default for a parameter by which operations on one
 * path differ.
 */
export function reachedByParams(
  definition: Definition,
  own: Operation,
  params: Params,
): readonly ReachedByParam[] {
  return own.parameters.flatMap((parameter) => {
    const value = ownMember(params, parameter.name)
    const isGiven = value !== undefined && value !== null && !isDeepStrictEqual(value, parameter.default)
    if (!isGiven || (parameter.composed !== undefined && isComposable(own, parameter, value))) return []
    return reachedByValue(definition, own, parameter, value)
  })
}

function reachedByValue(
  definition: Definition,
  own: Operation,
  parameter: Parameter,
  value: JsonValue,
): readonly ReachedByParam[] {
  const { name, reaches } = parameter
  const operations =
    reaches === undefined
      ? toldApartBy(definition, own, parameter)
      : reaches.filter((rule) => applies(rule, value)).flatMap((rule) => getOperations(definition, rule))
  return operations.map((operation) => ({ operation, parameter: name }))
}

/** Returns operations with the same method and path but another default for a parameter. */
function toldApartBy(
  definition: Definition,
  own: Operation,
  { name, in: place, default: value }: Parameter,
): readonly Operation[] {
  if (value === undefined || (place !== 'query' && place !== 'body')) return []
  return getSiblings(definition, own).filter((other) =>
    other.parameters.some(
      (one) =>
        one.name === name &&
        one.in === place &&
        one.default !== undefined &&
        !isDeepStrictEqual(one.default, value),
    ),
  )
}

/**
 * Returns other operations with the same method and path. GraphQL operations differ by their query, which callers
 * cannot change.
 */
function getSiblings(definition: Definition, own: Operation): readonly Operation[] {
  if (own.graphql !== undefined) return []
  const key = getPlace(own)
  let known = places.get(definition)
  if (known === undefined) {
    const all = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
    known = Map.groupBy(
      all.filter(({ graphql }) => graphql === undefined),
      getPlace,
    )
    places.set(definition, known)
  }
  return (known.get(key) ?? []).filter((operation) => operation !== own)
}

const getPlace = ({ method, wire_path }: Operation) => `${method} ${getForm(wire_path)}`

/** Operations by method and path. Cached, because calls of narrowed callers need them and they never change. */
const places = new WeakMap<Definition, ReadonlyMap<string, readonly Operation[]>>()

function getOperations({ entities }: Definition, { entity, action }: ReachRule): readonly Operation[] {
  const operation = entities.get(entity)?.get(action)
  return operation === undefined ? [] : [operation]
}

function applies({ where, members, other_members }: ReachRule, value: JsonValue): boolean {
  if (where !== undefined) return textsIn(value).some((text) => where.test(text))
  // If the caller gives a string instead of an object, there are no members to check.
  if (members !== undefined && typeof value === 'object') {
    return members.some((path) => hasMember(value, path.split('.')))
  }
  if (other_members === undefined) return true
  return !isJsonObject(value) || Object.keys(value).some((name) => !other_members.includes(name))
}

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return [encodeJson(value) ?? '']
}

function hasMember(value: JsonValue | undefined, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return value !== undefined && value !== null
  if (Array.isArray(value)) return value.some((element) => hasMember(element, [name, ...rest]))
  return hasMember(ownMember(value, name), rest)
}
