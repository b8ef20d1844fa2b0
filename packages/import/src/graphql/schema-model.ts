import type { Position } from '@bulkhead/engine/document'

/**
 * A GraphQL schema, limited to what read operations need. Types and fields with names that GraphQL does not allow are
 * left out.
 */
export interface GraphqlSchema {
  /** Name of the type whose fields are the reads. */
  readonly query: string
  readonly mutation?: string | undefined
  readonly subscription?: string | undefined
  readonly types: ReadonlyMap<string, GraphqlType>
}

/** A type with its possible parts: fields of objects and interfaces, values of enums, members of unions. */
export interface GraphqlType extends Position {
  readonly name: string
  readonly kind: 'leaf' | 'object' | 'union' | 'input'
  readonly fields: Map<string, GraphqlField>
  readonly inputs: Map<string, GraphqlInput>
  readonly values: string[]
  readonly members: string[]
}

export interface GraphqlField extends Position {
  readonly name: string
  readonly description: string
  readonly type: TypeReference
  readonly inputs: ReadonlyMap<string, GraphqlInput>
  readonly is_deprecated: boolean
}

/** An argument, or a field of an input object. */
export interface GraphqlInput {
  readonly name: string
  readonly description: string
  readonly type: TypeReference
  readonly has_default: boolean
}

/** A named type with its list and non-null wrappers, the outermost first. */
export interface TypeReference {
  readonly name: string
  readonly wrappers: readonly ('list' | 'required')[]
}

/** Pattern of names. Names that start with two underscores are reserved by GraphQL, and `__proto__` is one of them. */
const NAME = /^(?!__)[_A-Za-z][_0-9A-Za-z]{0,199}$/
const MOST_WRAPPERS = 8
const MOST_TEXT = 1_000

export function isName(text: string | undefined): text is string {
  return text !== undefined && NAME.test(text)
}

/** Creates a type reference. Returns undefined if the value is not a type. */
export function toReference(
  name: string | undefined,
  wrappers: readonly ('list' | 'required')[],
): TypeReference | undefined {
  return isName(name) && wrappers.length <= MOST_WRAPPERS ? { name, wrappers } : undefined
}

/** Prints a type as a query declares it: `[ID!]!`. */
export function printType({ name, wrappers }: TypeReference): string {
  return wrappers.reduceRight((text, wrapper) => (wrapper === 'list' ? `[${text}]` : `${text}!`), name)
}

export function isList({ wrappers }: TypeReference): boolean {
  return wrappers.includes('list')
}

export function isRequired({ type, has_default }: GraphqlInput): boolean {
  return type.wrappers[0] === 'required' && !has_default
}

/** Returns whether a field can be selected without arguments. */
export function isPlainField({ inputs }: GraphqlField): boolean {
  return ![...inputs.values()].some(isRequired)
}

export function shortText(text: string | undefined): string {
  const trimmed = (text ?? '').trim()
  return trimmed.length > MOST_TEXT ? `${trimmed.slice(0, MOST_TEXT)}…` : trimmed
}

/** Creates a type without parts. */
export function toType(name: string, kind: GraphqlType['kind'], { line, column }: Position): GraphqlType {
  return { name, kind, line, column, fields: new Map(), inputs: new Map(), values: [], members: [] }
}
