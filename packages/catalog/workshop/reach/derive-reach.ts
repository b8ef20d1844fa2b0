import type { Definition, JsonValue, Operation, Parameter } from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'
import type { DerivedReach } from './derived-reach.ts'
import { reachedPaths } from './reached-paths.ts'
import { valueThatReaches } from './value-that-reaches.ts'

/** Pair of operations that send the same request, without anything in the document that tells them apart. */
export interface SameRequest {
  readonly own: Operation
  readonly other: Operation
}

/** Placeholder for the base URL in a cursor of {@link DerivedReach}. */
export const BASE = 'base:'

/** Returns all operations of a definition. */
export function getOperations({ entities }: Definition): readonly Operation[] {
  return [...entities.values()].flatMap((actions) => [...actions.values()])
}

/**
 * Returns every way in which a parameter could reach another operation. Uses the document alone, and not the code that
 * rejects such requests.
 */
export function deriveReach(definition: Definition): readonly DerivedReach[] {
  return getOperations(definition).flatMap((own) => {
    const example = describeOperation(own).example
    const row = (rest: Row): DerivedReach => ({
      own,
      ...rest,
      params: { ...fitting(own, example, rest), ...rest.params },
    })
    return [
      ...reachedPaths(definition, own),
      ...own.parameters.flatMap((parameter) => ruled(definition, own, parameter)),
      ...own.parameters.flatMap((parameter) => defaulted(definition, own, parameter)),
      ...selected(own),
      ...paged(own),
    ]
      .filter(({ reached }) => reached !== own)
      .map(row)
  })
}

type Row = Omit<DerivedReach, 'own'>

/**
 * Returns the example's parameters that may accompany the row's. If the row's parameter is composed of parts, the parts
 * are left out.
 */
function fitting(own: Operation, example: Readonly<Record<string, JsonValue>>, { parameter }: Row) {
  const isWhole = own.parameters.some(({ name, composed }) => name === parameter && composed !== undefined)
  const isPart = (name: string) => own.parameters.some((one) => one.name === name && one.in === 'part')
  return Object.fromEntries(Object.entries(example).filter(([name]) => !isWhole || !isPart(name)))
}

function ruled(definition: Definition, own: Operation, { name, schema, reaches = [] }: Parameter): Row[] {
  return reaches.map((rule) => {
    const reached = definition.entities.get(rule.entity)?.get(rule.action)
    const value = valueThatReaches(rule, schema)
    if (value === undefined)
      throw new Error(`${own.entity} ${own.action}: no value of ${name} is known that reaches`)
    return { parameter: name, by: 'rule', reached, params: { [name]: value } }
  })
}

/**
 * Returns the operations with the same path that have another default for this parameter. The default may be the only
 * difference between their requests.
 */
function defaulted(definition: Definition, own: Operation, { name, in: place, ...rest }: Parameter): Row[] {
  if (rest.reaches !== undefined || rest.default === undefined || (place !== 'query' && place !== 'body'))
    return []
  return sharingPath(definition, own).flatMap((other): Row[] => {
    const theirs = other.parameters.find((one) => one.name === name && one.in === place)?.default
    if (theirs === undefined || JSON.stringify(theirs) === JSON.stringify(rest.default)) return []
    return [{ parameter: name, by: 'default', reached: other, params: { [name]: theirs } }]
  })
}

function selected(own: Operation): Row[] {
  if (own.graphql === undefined || own.graphql.query.length === 1) return []
  const params = { fields: ['something.id'] }
  return [{ parameter: 'fields', by: 'selection', reached: undefined, params }]
}

/** Returns a cursor that is a URL with the operation's own path and a query that the caller chose. */
function paged(own: Operation): Row[] {
  const isOwn = own.parameter_names.has('cursor') && own.pagination?.cursor !== 'cursor'
  if (own.pagination === undefined || isOwn) return []
  const path = own.wire_path.split('?', 1)[0]?.replaceAll(/\{\w+\}/g, '1')
  const params = { cursor: `${BASE}${path}?anything=1` }
  return [{ parameter: 'cursor', by: 'cursor', reached: undefined, params }]
}

/** Returns other REST operations with the same method and path. */
function sharingPath(definition: Definition, own: Operation): readonly Operation[] {
  const getPath = ({ method, wire_path }: Operation) => `${method} ${wire_path.replaceAll(/\{\w+\}/g, '{}')}`
  if (own.graphql !== undefined) return []
  return getOperations(definition).filter((other) => other !== own && getPath(other) === getPath(own))
}

/**
 * Returns operations of different entities that send the same request, where neither a default nor a rule of the
 * document tells one from the other.
 */
export function sameRequests(definition: Definition): readonly SameRequest[] {
  return getOperations(definition).flatMap((own) =>
    sharingPath(definition, own)
      .filter(({ entity }) => entity !== own.entity)
      // A download in two steps shows its caller the file alone, whose address the record of the other entity has.
      .filter(({ file_url }) => file_url === undefined && own.file_url === undefined)
      .filter((other) => !own.parameters.some((parameter) => tells(definition, own, parameter, other)))
      .filter((other) => !takesRight(other, own) && !haveFieldsApart(own, other))
      .map((other) => ({ own, other })),
  )
}

/**
 * Returns whether the right to `larger` covers every request that `smaller` sends, so that `smaller` sends
 * nothing beyond its own. An optional parameter shows this only if `smaller` sends no other fields.
 */
function takesRight(larger: Operation, smaller: Operation): boolean {
  const rules = ruledAnyhow(larger).filter(
    ({ entity, action }) => entity === smaller.entity && action === smaller.action,
  )
  const fields = smaller.parameters.filter(({ in: place }) => place === 'body')
  const isRuled = (field: Parameter) => rules.some(({ parameter }) => parameter.name === field.name)
  return rules.some(({ parameter }) => isGiven(parameter)) || (fields.length > 0 && fields.every(isRuled))
}

/**
 * Returns other entities that every request of an operation reaches, each by a parameter: a path takes ids of any kind,
 * or two entities have one request.
 */
export function alwaysReached(operation: Operation): { parameter: string; entity: string }[] {
  return ruledAnyhow(operation)
    .filter(({ parameter, entity }) => isGiven(parameter) && entity !== operation.entity)
    .map(({ parameter, entity }) => ({ parameter: parameter.name, entity }))
}

/** Returns the operations that a parameter reaches with any value. */
function ruledAnyhow({ parameters }: Operation) {
  return parameters.flatMap((parameter) =>
    (parameter.reaches ?? [])
      .filter(({ where, members, other_members }) => (where ?? members ?? other_members) === undefined)
      .map(({ entity, action }) => ({ parameter, entity, action })),
  )
}

/** Returns whether every request has the parameter with a value other than its default, which reaches nothing. */
function isGiven(parameter: Parameter): boolean {
  return parameter.required && parameter.default === undefined
}

/** Returns whether two writes both have fields, and no field in common. */
function haveFieldsApart(own: Operation, other: Operation): boolean {
  const getFields = ({ parameters }: Operation) =>
    parameters.filter(({ in: place }) => place === 'body').map(({ name }) => name)
  const [mine, theirs] = [getFields(own), getFields(other)]
  return mine.length > 0 && theirs.length > 0 && !mine.some((name) => theirs.includes(name))
}

function tells(definition: Definition, own: Operation, parameter: Parameter, other: Operation): boolean {
  const { composed, reaches = [] } = parameter
  // A composed string contains the name of the operation's own object. A caller needs a right to pass the whole string.
  if (composed !== undefined && reaches.length > 0) return true
  if (reaches.some(({ entity, action }) => entity === other.entity && action === other.action)) return true
  return defaulted(definition, own, parameter).some(({ reached }) => reached === other)
}
