import { type Argument, parseQuery, type Selection } from './parse-query.ts'

/** Arguments of a field by name. An argument whose variable has no value is absent. */
export type Arguments = Readonly<Record<string, unknown>>

/** A value of the sample: JSON, or a function for a field that takes arguments. */
export type SampleValue =
  | null
  | string
  | number
  | boolean
  | SampleObject
  | readonly SampleValue[]
  | ((args: Arguments) => SampleValue)

/** Object of the sample. `__typename` selects the fragments that apply to it. */
export interface SampleObject {
  readonly [field: string]: SampleValue
}

/**
 * Resolves a GraphQL query over a tree of values. Returns only the requested fields.
 *
 * @throws Error with a message for the caller, if the sample does not have a requested field.
 */
export function resolveQuery(
  root: SampleObject,
  { query, variables = {} }: { readonly query: string; readonly variables?: Arguments },
): unknown {
  return select(root, parseQuery(query), variables)
}

function select(value: SampleValue, fields: readonly Selection[], variables: Arguments): unknown {
  if (value === null) return null
  if (isList(value)) return value.map((each) => select(each, fields, variables))
  if (typeof value !== 'object') throw new Error('The query asks for fields of a value that has none.')
  const selected: Record<string, unknown> = {}
  for (const field of fields) Object.assign(selected, selectField(value, field, variables))
  return selected
}

function selectField(
  object: SampleObject,
  { name, args, fields, on }: Selection,
  variables: Arguments,
): object {
  if (on !== undefined)
    return object.__typename === on ? (select(object, fields ?? [], variables) as object) : {}
  const member = Object.hasOwn(object, name) ? object[name] : undefined
  if (member === undefined) {
    throw new Error(`The sample data of ${object.__typename ?? 'the query'} has no field '${name}'.`)
  }
  const value = typeof member === 'function' ? member(getArguments(args, variables)) : member
  if (fields !== undefined) return { [name]: select(value, fields, variables) }
  if (value !== null && typeof value === 'object') {
    throw new Error(`Field '${name}' must have a selection of subfields, as '${name}.id'.`)
  }
  return { [name]: value }
}

function getArguments(args: ReadonlyMap<string, Argument>, variables: Arguments): Arguments {
  return Object.fromEntries(
    [...args]
      .map(([name, given]) => [name, 'variable' in given ? variables[given.variable] : given.constant])
      .filter(([, value]) => value !== undefined && value !== null),
  )
}

function isList(value: SampleValue): value is readonly SampleValue[] {
  return Array.isArray(value)
}
