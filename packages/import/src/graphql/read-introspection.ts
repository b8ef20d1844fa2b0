import { type DocumentNode, getItems, getMember, isTrue, toText } from '@bulkhead/engine/document'
import {
  type GraphqlField,
  type GraphqlInput,
  type GraphqlSchema,
  type GraphqlType,
  isName,
  shortText,
  type TypeReference,
  toReference,
  toType,
} from './schema-model.ts'

const KINDS: Readonly<Record<string, GraphqlType['kind']>> = {
  SCALAR: 'leaf',
  ENUM: 'leaf',
  OBJECT: 'object',
  INTERFACE: 'object',
  UNION: 'union',
  INPUT_OBJECT: 'input',
}
const MOST_WRAPPERS = 8

/** Returns the schema in the response to an introspection query, with or without `data` around it. */
export function readIntrospection(root: DocumentNode): GraphqlSchema | undefined {
  const schema = getMember(root, '__schema') ?? getMember(getMember(root, 'data'), '__schema')
  if (schema === undefined) return undefined
  const types = new Map<string, GraphqlType>()
  for (const node of getItems(getMember(schema, 'types'))) {
    const name = toText(getMember(node, 'name'))
    const kind = getOwn(KINDS, toText(getMember(node, 'kind')))
    if (!isName(name) || kind === undefined) continue
    const type = toType(name, kind, node)
    for (const field of getItems(getMember(node, 'fields'))) {
      const read = toField(field)
      if (read !== undefined) type.fields.set(read.name, read)
    }
    for (const [key, input] of toInputs(getMember(node, 'inputFields'))) type.inputs.set(key, input)
    type.values.push(...namesIn(getMember(node, 'enumValues')))
    type.members.push(...(kind === 'union' ? namesIn(getMember(node, 'possibleTypes')) : []))
    types.set(name, type)
  }
  const getRoot = (key: string) => toText(getMember(getMember(schema, key), 'name'))
  return {
    query: getRoot('queryType') ?? 'Query',
    mutation: getRoot('mutationType'),
    subscription: getRoot('subscriptionType'),
    types,
  }
}

function getOwn<T>(record: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}

function toField(node: DocumentNode): GraphqlField | undefined {
  const name = toText(getMember(node, 'name'))
  const type = toTypeReference(getMember(node, 'type'))
  if (!isName(name) || type === undefined) return undefined
  return {
    name,
    description: shortText(toText(getMember(node, 'description'))),
    type,
    inputs: toInputs(getMember(node, 'args')),
    is_deprecated: isTrue(getMember(node, 'isDeprecated')),
    line: node.line,
    column: node.column,
  }
}

function toInputs(list: DocumentNode | undefined): ReadonlyMap<string, GraphqlInput> {
  const inputs = new Map<string, GraphqlInput>()
  for (const node of getItems(list)) {
    const name = toText(getMember(node, 'name'))
    const type = toTypeReference(getMember(node, 'type'))
    if (!isName(name) || type === undefined) continue
    const has_default = toText(getMember(node, 'defaultValue')) !== undefined
    inputs.set(name, {
      name,
      description: shortText(toText(getMember(node, 'description'))),
      type,
      has_default,
    })
  }
  return inputs
}

function toTypeReference(node: DocumentNode | undefined): TypeReference | undefined {
  const wrappers: ('list' | 'required')[] = []
  let at = node
  while (wrappers.length <= MOST_WRAPPERS) {
    const kind = toText(getMember(at, 'kind'))
    if (kind !== 'LIST' && kind !== 'NON_NULL') break
    wrappers.push(kind === 'LIST' ? 'list' : 'required')
    at = getMember(at, 'ofType')
  }
  return toReference(toText(getMember(at, 'name')), wrappers)
}

function namesIn(list: DocumentNode | undefined): readonly string[] {
  return getItems(list)
    .map((node) => toText(getMember(node, 'name')))
    .filter(isName)
}
