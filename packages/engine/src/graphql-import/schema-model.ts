import type { Position } from '#document/node'

/** A GraphQL schema, as far as reading needs it. Types and fields whose names GraphQL does not allow are not in it. */
export interface GraphqlSchema {
  /** Name of the type whose fields are the reads. */
  readonly query: string
  readonly mutation?: string | undefined
  readonly subscription?: string | undefined
  readonly types: ReadonlyMap<string, GraphqlType>
}

/** A type with everything it can have: fields of objects and interfaces, values of enums, members of unions. */
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

/** A named type within lists and required values, the outermost first. */
export interface TypeReference {
  readonly name: string
  readonly wrappers: readonly ('list' | 'required')[]
}

/** Names that start with two underscores are GraphQL's own, and `__proto__` is one of them. */
const NAME = /^(?!__)[_A-Za-z][_0-9A-Za-z]{0,199}$/
const MOST_WRAPPERS = 8
const MOST_TEXT = 1_000

/** Whether a text can stand in a query as a name. */
export function isName(text: string | undefined): text is string {
  return text !== undefined && NAME.test(text)
}

/** Makes a reference; undefined for what is no type. */
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

/** Whether a caller has to give an argument or an input field. */
export function isRequired({ type, has_default }: GraphqlInput): boolean {
  return type.wrappers[0] === 'required' && !has_default
}

/** Whether a field can be selected without arguments. */
export function isPlainField({ inputs }: GraphqlField): boolean {
  return ![...inputs.values()].some(isRequired)
}

export function shortText(text: string | undefined): string {
  const trimmed = (text ?? '').trim()
  return trimmed.length > MOST_TEXT ? `${trimmed.slice(0, MOST_TEXT)}…` : trimmed
}

/** Makes a type without parts. */
export function toType(name: string, kind: GraphqlType['kind'], { line, column }: Position): GraphqlType {
  return { name, kind, line, column, fields: new Map(), inputs: new Map(), values: [], members: [] }
}
