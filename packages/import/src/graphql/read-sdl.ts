import { invalid, type Position } from '@bulkhead/engine/document'
import type { DefinitionNode, FieldDefinitionNode, InputValueDefinitionNode, TypeNode } from 'graphql'
import { parse } from 'graphql/language/parser.js'
import {
  type GraphqlField,
  type GraphqlInput,
  type GraphqlSchema,
  type GraphqlType,
  isName,
  shortText,
  toReference,
  toType,
} from './schema-model.ts'

/** Maximum number of bytes of a schema. Its syntax tree takes as much memory as that of YAML. */
const MAX_BYTES = 8 * 1024 * 1024
const MAX_TOKENS = 2_000_000
/** Space, commas, comments and descriptions before a definition. */
const BEFORE = /(?:[\s,\uFEFF]+|#[^\n\r]*|"""(?:[^"\\]|\\"""|\\|"(?!""))*"""|"(?:[^"\\\n]|\\.)*")/y
const OPENING =
  /(?:extend\s+)?(?:schema\s*[@{]|(?:type|interface|union|enum|input|scalar)\s+[_A-Za-z]|directive\s*@)/y
/** The first definition must begin within this number of characters. */
const LOOKED_AT = 64 * 1024
const SCALARS = ['Int', 'Float', 'String', 'Boolean', 'ID']

/** Returns whether a source is a schema in GraphQL's schema language, and neither JSON nor YAML. */
export function isSdl(text: string): boolean {
  const beginning = text.slice(0, LOOKED_AT)
  let at = 0
  for (;;) {
    BEFORE.lastIndex = at
    if (!BEFORE.test(beginning)) break
    at = BEFORE.lastIndex
  }
  OPENING.lastIndex = at
  return OPENING.test(beginning)
}

/**
 * Reads a schema in GraphQL's schema language.
 *
 * @throws {EngineError} `document_invalid`
 */
export function readSdl(text: string, source: string): GraphqlSchema {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    const message = `is larger than ${MAX_BYTES / 1024 ** 2} MiB; give the introspection as JSON`
    throw invalid(source, [{ line: 1, column: 1, message }])
  }
  const types = new Map<string, GraphqlType>(
    SCALARS.map((name) => [name, toType(name, 'leaf', { line: 1, column: 1 })]),
  )
  const roots = new Map<string, string>()
  for (const definition of parseText(text, source)) {
    if (definition.kind === 'SchemaDefinition' || definition.kind === 'SchemaExtension') {
      for (const { operation, type } of definition.operationTypes ?? []) roots.set(operation, type.name.value)
    } else addType(types, definition)
  }
  const getRoot = (operation: string, usual: string) =>
    roots.get(operation) ?? (roots.size === 0 && types.has(usual) ? usual : undefined)
  return {
    query: getRoot('query', 'Query') ?? 'Query',
    mutation: getRoot('mutation', 'Mutation'),
    subscription: getRoot('subscription', 'Subscription'),
    types,
  }
}

function parseText(text: string, source: string): readonly DefinitionNode[] {
  try {
    return parse(text, { maxTokens: MAX_TOKENS }).definitions
  } catch (thrown) {
    // Also catches an exhausted stack, which a source of nothing but brackets can cause.
    const { message, locations } = thrown as { message?: string; locations?: readonly Position[] }
    const [{ line, column } = { line: 1, column: 1 }] = locations ?? []
    const why = (message ?? 'cannot be parsed').slice(0, 200)
    throw invalid(source, [{ line, column, message: `is no GraphQL schema: ${why}` }])
  }
}

function addType(types: Map<string, GraphqlType>, definition: DefinitionNode): void {
  const [base, kind] = getKind(definition.kind)
  if (kind === undefined || !('name' in definition) || !isName(definition.name?.value)) return
  const name = definition.name.value
  const type = types.get(name) ?? toType(name, kind, getPlace(definition))
  types.set(name, type)
  if (base === 'Union' && 'types' in definition)
    type.members.push(...(definition.types ?? []).map(({ name }) => name.value).filter(isName))
  if (base === 'Enum' && 'values' in definition)
    type.values.push(...(definition.values ?? []).map(({ name }) => name.value).filter(isName))
  if (!('fields' in definition)) return
  for (const field of definition.fields ?? []) {
    const read = field.kind === 'FieldDefinition' ? toField(field) : undefined
    if (read !== undefined) type.fields.set(read.name, read)
    const input = field.kind === 'InputValueDefinition' ? toInput(field) : undefined
    if (input !== undefined) type.inputs.set(input.name, input)
  }
}

const KINDS: Readonly<Record<string, GraphqlType['kind']>> = {
  Scalar: 'leaf',
  Enum: 'leaf',
  Object: 'object',
  Interface: 'object',
  Union: 'union',
  InputObject: 'input',
}

function getKind(kind: string): readonly [string, GraphqlType['kind'] | undefined] {
  const base = kind.replace(/Type(Definition|Extension)$/, '')
  return [base, Object.hasOwn(KINDS, base) ? KINDS[base] : undefined]
}

function toField(node: FieldDefinitionNode): GraphqlField | undefined {
  const type = toTypeReference(node.type)
  if (!isName(node.name.value) || type === undefined) return undefined
  const inputs = (node.arguments ?? []).map(toInput).filter((input) => input !== undefined)
  return {
    name: node.name.value,
    description: shortText(node.description?.value),
    type,
    inputs: new Map(inputs.map((input) => [input.name, input])),
    is_deprecated: (node.directives ?? []).some(({ name }) => name.value === 'deprecated'),
    ...getPlace(node),
  }
}

function toInput(node: InputValueDefinitionNode): GraphqlInput | undefined {
  const type = toTypeReference(node.type)
  if (!isName(node.name.value) || type === undefined) return undefined
  const has_default = node.defaultValue !== undefined
  return { name: node.name.value, description: shortText(node.description?.value), type, has_default }
}

function toTypeReference(node: TypeNode) {
  const wrappers: ('list' | 'required')[] = []
  let at = node
  while (at.kind !== 'NamedType') {
    wrappers.push(at.kind === 'ListType' ? 'list' : 'required')
    at = at.type
  }
  return toReference(at.name.value, wrappers)
}

function getPlace({ loc }: Pick<DefinitionNode, 'loc'>): Position {
  const { line, column } = loc?.startToken ?? { line: 1, column: 1 }
  return { line, column }
}
