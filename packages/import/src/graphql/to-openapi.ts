import type { JsonSchema, JsonValue } from '@bulkhead/engine'
import { type ConnectorDocument, invalid, toMapping, toNode } from '@bulkhead/engine/document'
import { type LeftOut, SELECTABLE_TYPES } from '#openapi/load-plain-openapi'
import { createSelections } from './default-selection.ts'
import { getInputSchemas } from './input-schema.ts'
import { nameOperations, type OperationName } from './name-operations.ts'
import { type RootField, toRootField } from './root-field.ts'
import {
  type GraphqlField,
  type GraphqlInput,
  type GraphqlSchema,
  type GraphqlType,
  isList,
  isPlainField,
  isRequired,
  printType,
} from './schema-model.ts'

/** Maximum number of characters of all types together. Fields beyond that cannot be selected. */
const MOST_TEXT = 2 * 1024 * 1024
const MOST_FIELDS = 500

/** An OpenAPI document made from a GraphQL schema. */
export interface ImportedSchema {
  readonly document: ConnectorDocument
  readonly left_out: readonly LeftOut[]
}

/** Information that a schema lacks. */
export interface SchemaOptions {
  /** Address of the API. Default: a setting of the connector. */
  readonly address?: string | undefined
  /** Name of the API, which a schema does not have. Default: the host of the address. */
  readonly slug?: string | undefined
}

const MOST_OPERATIONS = 5_000
/** Records per page if the schema has no default. Many services require a number. */
const PAGE = 50
/** Arguments for paging backwards. */
const BACKWARDS = ['last', 'before']
const FEDERATION = ['_service', '_entities']

/**
 * Converts a GraphQL schema to an OpenAPI document, with an operation for each field of the query type. An overlay can
 * correct the result like any other document.
 *
 * @throws {EngineError} `document_invalid` for a schema without any field to read.
 */
export function toOpenApi(
  schema: GraphqlSchema,
  source: string,
  { address, slug }: SchemaOptions = {},
): ImportedSchema {
  const query = schema.types.get(schema.query)
  const all = [...(query?.fields.values() ?? [])].filter(({ name }) => !FEDERATION.includes(name))
  if (query === undefined || all.length === 0) {
    throw invalid(source, [
      { line: 1, column: 1, message: `has no query type with fields; it would be ${schema.query}` },
    ])
  }
  const fields = all.slice(0, MOST_OPERATIONS).map((field) => toRootField(schema, field))
  const records = fields.map(({ record }) => record).filter((record) => record !== undefined)
  const names = nameOperations(fields)
  const select = createSelections(schema, new Set(records.map(({ name }) => name)))
  const paths = fields.map((root) => {
    const name = names.get(root) ?? { entity: root.field.name, action: root.action }
    const operation = toOperation(schema, root, name, select)
    return [
      `#${schema.query}.${root.field.name}`,
      toMapping(root.field, [['post', toNode(root.field, operation)]]),
    ] as const
  })
  const at = { line: 1, column: 1 }
  const root = toMapping(at, [
    ['openapi', toNode(at, '3.1.0')],
    ['info', toNode(at, { title: slug ?? getTitle(address), version: '1' })],
    ['servers', toNode(at, [{ url: address ?? '/graphql' }])],
    ['paths', toMapping(at, paths)],
    [SELECTABLE_TYPES, toNode(at, Object.fromEntries(getSelectableTypes(schema, records)))],
  ])
  return { document: Object.freeze({ source, root }), left_out: getLeftOut(schema, all) }
}

function getTitle(address: string | undefined): string {
  return (address === undefined ? undefined : URL.parse(address)?.hostname) ?? 'GraphQL API'
}

function getLeftOut(
  { types, mutation, subscription }: GraphqlSchema,
  all: readonly GraphqlField[],
): readonly LeftOut[] {
  const others = [
    [mutation, 'mutations are not offered'],
    [subscription, 'subscriptions are not offered'],
  ] as const
  const roots = others.flatMap(([name, reason]) => {
    const type = name === undefined ? undefined : types.get(name)
    return type === undefined || type.fields.size === 0
      ? []
      : [
          {
            what: `${type.fields.size} field${type.fields.size === 1 ? '' : 's'} of ${type.name}`,
            reason,
            line: type.line,
            column: type.column,
          },
        ]
  })
  const beyond = all[MOST_OPERATIONS]
  if (beyond === undefined) return roots
  const what = `${all.length - MOST_OPERATIONS} fields from ${beyond.name} on`
  return [
    ...roots,
    {
      what,
      reason: `a schema may have ${MOST_OPERATIONS} operations`,
      line: beyond.line,
      column: beyond.column,
    },
  ]
}

function toOperation(
  schema: GraphqlSchema,
  root: RootField,
  { entity, action }: OperationName,
  select: (type: GraphqlType) => string,
): Record<string, JsonValue> {
  const { field, record, page } = root
  const inputs = [...field.inputs.values()].filter(
    ({ name }) => page?.is_connection !== true || !BACKWARDS.includes(name),
  )
  const parameters = new Map(inputs.map((input) => [input, toParameterName(input)]))
  const schemas = getInputSchemas(schema, inputs)
  const properties = inputs.map((input) => [
    parameters.get(input) ?? input.name,
    withDefault(root, input, schemas.get(input.name) ?? {}),
  ])
  const defaults = record === undefined ? undefined : select(record)
  const required = inputs.filter(isRequired).map((input) => parameters.get(input) ?? input.name)
  const facts = (page?.facts ?? []).map((fact) => [fact.replace('.', '_'), `$.data.${field.name}.${fact}`])
  const isPaged =
    page?.is_connection === true && field.inputs.has('after') && page.facts.includes('pageInfo.endCursor')
  return {
    operationId: field.name,
    summary: getSummary(root),
    ...(field.description !== '' && { description: field.description }),
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              ...Object.fromEntries(properties),
              ...(record !== undefined && { fields: describeFields(schema, record, defaults ?? '') }),
            },
            required,
          },
        },
      },
      'x-airbyte-body-type': {
        type: 'graphql',
        query: printQuery(root, inputs),
        variables: Object.fromEntries(
          inputs.map((input) => [input.name, `{{ ${parameters.get(input) ?? input.name} }}`]),
        ),
        ...(defaults !== undefined && { default_fields: defaults }),
        ...(record !== undefined && { record_type: record.name }),
      },
    },
    'x-airbyte-entity': entity,
    'x-airbyte-action': action,
    'x-bulkhead-effect': 'read',
    'x-airbyte-record-extractor': getRecordPath(root),
    ...(facts.length > 0 && { 'x-airbyte-meta-extractor': Object.fromEntries(facts) as JsonSchema }),
    ...(isPaged && {
      'x-bulkhead-pagination': {
        style: 'cursor',
        cursor: 'after',
        ...(field.inputs.has('first') && { limit: 'first' }),
        next: 'pageInfo_endCursor',
        has_more: 'pageInfo_hasNextPage',
      },
    }),
  }
}

/**
 * Returns the name of an argument's parameter. An argument called `fields` gets another name, because callers select
 * with `fields`.
 */
function toParameterName({ name }: GraphqlInput): string {
  return name === 'fields' ? 'argument_fields' : name
}

function withDefault({ page }: RootField, { name, type, has_default }: GraphqlInput, schema: JsonSchema) {
  const isSize = page?.is_connection === true && name === 'first' && type.name === 'Int' && !has_default
  return isSize ? { ...schema, minimum: 1, default: PAGE } : schema
}

function getSummary({ field }: RootField): string {
  const [first = ''] = field.description.split('\n')
  return first === '' ? `Query field ${field.name}` : first.slice(0, 120)
}

/** Prints the query, with a placeholder for the selection if it has one. */
function printQuery({ field, record, page }: RootField, inputs: readonly GraphqlInput[]): string {
  const declared = inputs.map(({ name, type }) => `$${name}: ${printType(type)}`).join(', ')
  const given = inputs.map(({ name }) => `${name}: $${name}`).join(', ')
  const [head, call] =
    inputs.length === 0 ? ['query', field.name] : [`query(${declared})`, `${field.name}(${given})`]
  if (record === undefined) return `${head} { ${call} }`
  const path = page?.path ?? []
  const inner = `${path.map((name) => `${name} { `).join('')}{{ fields }}${' }'.repeat(path.length)}`
  return `${head} { ${call} { ${[inner, ...printFacts(page?.facts ?? [])].join(' ')} } }`
}

function printFacts(facts: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>()
  for (const fact of facts) {
    const [group = '', name] = fact.split('.')
    groups.set(group, [...(groups.get(group) ?? []), ...(name === undefined ? [] : [name])])
  }
  return [...groups].map(([group, names]) => (names.length === 0 ? group : `${group} { ${names.join(' ')} }`))
}

function getRecordPath({ field, record, page }: RootField): string {
  if (record === undefined) return '$.data'
  const [list, node] = page?.path ?? []
  if (list === undefined) return `$.data.${field.name}`
  return node === undefined ? `$.data.${field.name}.${list}` : `$.data.${field.name}.${list}[*].${node}`
}

const MOST_LISTED = 100

function describeFields({ types }: GraphqlSchema, record: GraphqlType, defaults: string): JsonSchema {
  const listed = [...record.fields.values()].slice(0, MOST_LISTED).map(({ name, type }) => {
    const inner = types.get(type.name)
    return inner === undefined || inner.kind === 'leaf' ? name : `${name} { … }`
  })
  const more = record.fields.size > MOST_LISTED ? ' and more' : ''
  const known = listed.length === 0 ? '' : ` ${record.name} has: ${listed.join(', ')}${more}.`
  return {
    type: ['array', 'string'],
    items: { type: 'string' },
    description: `What to select of each record: names, with dots or braces for what is inside. Default: ${defaults.slice(0, 500)}.${known}`,
  }
}

/**
 * Prints the types that selections can reach: each with its fields, as ` id owner:User tags:Tag* `. A star marks a list,
 * and a space goes before and after each field. Fields that need arguments are left out.
 */
function getSelectableTypes(
  { types }: GraphqlSchema,
  records: Iterable<GraphqlType>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const queue = [...new Map([...records].map((type) => [type.name, type])).values()]
  const queued = new Set(queue.map(({ name }) => name))
  let size = 0
  for (const type of queue) {
    const printed = [...type.fields.values()]
      .filter(isPlainField)
      .slice(0, MOST_FIELDS)
      .map((field) => {
        const inner = types.get(field.type.name)
        if (inner === undefined || inner.kind === 'leaf' || inner.kind === 'input') return field.name
        if (!queued.has(inner.name)) queue.push(inner)
        queued.add(inner.name)
        return `${field.name}:${inner.name}${isList(field.type) ? '*' : ''}`
      })
      .join(' ')
    const text = ` ${printed} `
    size += text.length + type.name.length
    if (size > MOST_TEXT) break
    found.set(type.name, text)
  }
  return found
}
