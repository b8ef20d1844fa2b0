import type { FieldNode, SelectionSetNode } from 'graphql'
import { parse } from 'graphql/language/parser.js'
import { valueFromASTUntyped } from 'graphql/utilities/valueFromASTUntyped.js'

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

/** Also limits how deep a query is. */
const MAX_TOKENS = 10_000

/**
 * Resolves a GraphQL query over a tree of values. Returns only the requested fields.
 *
 * @throws Error with a message for the caller, if the sample does not have a requested field.
 */
export function resolveQuery(
  root: SampleObject,
  { query, variables = {} }: { readonly query: string; readonly variables?: Arguments },
): unknown {
  const { definitions } = parse(query, { noLocation: true, maxTokens: MAX_TOKENS })
  const operation = definitions.find((one) => one.kind === 'OperationDefinition')
  if (operation === undefined) throw new Error('The query asks for nothing.')
  return select(root, operation.selectionSet, variables)
}

function select(value: SampleValue, set: SelectionSetNode, variables: Arguments): unknown {
  if (value === null) return null
  if (isList(value)) return value.map((each) => select(each, set, variables))
  if (typeof value !== 'object') throw new Error('The query asks for fields of a value that has none.')
  const selected: Record<string, unknown> = {}
  for (const selection of set.selections) {
    if (selection.kind === 'FragmentSpread' || (selection.directives ?? []).length > 0)
      throw new Error('The sample data has no named fragments and no directives.')
    if (selection.kind === 'Field') Object.assign(selected, selectField(value, selection, variables))
    else if (value.__typename === selection.typeCondition?.name.value)
      Object.assign(selected, select(value, selection.selectionSet, variables))
  }
  return selected
}

function selectField(
  object: SampleObject,
  { name: { value: name }, alias, arguments: args = [], selectionSet }: FieldNode,
  variables: Arguments,
): object {
  if (alias !== undefined) throw new Error('The sample data has no aliases.')
  const member = Object.hasOwn(object, name) ? object[name] : undefined
  if (member === undefined) {
    throw new Error(`The sample data of ${object.__typename ?? 'the query'} has no field '${name}'.`)
  }
  const given = args.map((arg) => [arg.name.value, valueFromASTUntyped(arg.value, variables)] as const)
  const isGiven = ([, value]: readonly [string, unknown]) => value !== undefined && value !== null
  const value = typeof member === 'function' ? member(Object.fromEntries(given.filter(isGiven))) : member
  if (selectionSet !== undefined) return { [name]: select(value, selectionSet, variables) }
  if (value !== null && typeof value === 'object') {
    throw new Error(`Field '${name}' must have a selection of subfields, as '${name}.id'.`)
  }
  return { [name]: value }
}

function isList(value: SampleValue): value is readonly SampleValue[] {
  return Array.isArray(value)
}
