import { toTile } from '@bulkhead/catalog/marks'
import { LIST_ACTIONS } from '@bulkhead/contract/executions'
import type { Definition, JsonSchema, JsonValue, Operation, Parameter } from '@bulkhead/engine'
import { pascal, singular } from '@bulkhead/engine/declare'
import { describeOperation, recordSchema } from '@bulkhead/engine/describe'
import {
  type BodyKind,
  type ConnectorDocument,
  compileDefinition,
  getMember,
  getMembers,
  loadDocument,
  type MetaSource,
  toMapping,
} from '@bulkhead/engine/document'
import { type LeftOut, loadPlainOpenApi } from '@bulkhead/import/openapi/load-plain-openapi'
import { printYaml } from './print-yaml.ts'
import { pruned } from './pruned.ts'
import { toReadme } from './readme.ts'
import { securitySchemes } from './security-schemes.ts'

/** Initial files of a catalog connector. */
export interface Scaffold {
  /** Content by the name of the file. */
  readonly files: Readonly<Record<'connector.yaml' | 'README.md' | 'icon.svg', string>>
  readonly definition: Definition
  /** Parts of the description that are not included. */
  readonly left_out: readonly LeftOut[]
}

/** Information that the description lacks. */
export interface ScaffoldOptions {
  readonly slug: string
  readonly name: string
  readonly definition_id: string
  /** Prefixes of the paths to include. An empty list includes all. */
  readonly only: readonly string[]
}

type Json = { readonly [key: string]: JsonValue }

const MAX_BYTES = 64 * 1024 * 1024
/** Depth of the schemas of parameters and records. The author decides about anything deeper. */
const DEPTH = 3
const RECORD_DEPTH = 1
/** Keys that say nothing about a response. */
const OF_REQUESTS: readonly string[] = ['title', 'required', 'example', 'examples', 'default']
const MEDIA: Readonly<Partial<Record<BodyKind, string>>> = {
  form: 'application/x-www-form-urlencoded',
  multipart_form: 'multipart/form-data',
}

/**
 * Makes the files of a connector from an OpenAPI 3 description of the service: entities, actions, records and pages, as
 * far as they follow from it. The author completes descriptions, examples and bounds.
 *
 * @throws {EngineError} `document_invalid` if the source is not OpenAPI 3 or has no operation.
 */
export function scaffoldConnector(text: string, source: string, options: ScaffoldOptions): Scaffold {
  const whole = loadDocument(text, source, { maxBytes: MAX_BYTES })
  const { definition, left_out } = loadPlainOpenApi(cutDown(whole, options.only), {
    ...options,
    with_answers: true,
  })
  const yaml = printYaml(toDocument(definition, options))
  const begun = compileDefinition(loadDocument(yaml, `${options.slug}/connector.yaml`))
  return {
    files: {
      'connector.yaml': yaml,
      'README.md': toReadme(begun),
      'icon.svg': toTile(options.name, undefined),
    },
    definition: begun,
    left_out,
  }
}

function cutDown({ source, root }: ConnectorDocument, only: readonly string[]): ConnectorDocument {
  if (only.length === 0) return { source, root }
  const paths = getMembers(getMember(root, 'paths')).filter(([path]) =>
    only.some((beginning) => path.startsWith(beginning)),
  )
  const members = getMembers(root).map(([key, node]) =>
    key === 'paths' ? ([key, toMapping(node, paths)] as const) : ([key, node] as const),
  )
  return { source, root: toMapping(root, members) }
}

function toDocument(definition: Definition, { slug, name, definition_id }: ScaffoldOptions): Json {
  const operations = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
  const records = getRecords(operations)
  const check = operations.find(
    (operation) =>
      operation.action === 'list' && describeOperation(operation).params.required?.toString() === '',
  )
  const schemes = securitySchemes(definition)
  const paths = new Map<string, Record<string, JsonValue>>()
  for (const operation of operations) {
    const item = paths.get(operation.path) ?? {}
    item[operation.method.toLowerCase()] = toOperation(operation, records, operation === check)
    paths.set(operation.path, item)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${name} API Connector`,
      version: '1.0.0',
      description: definition.description.split('\n', 1)[0] ?? '',
      'x-airbyte-connector-name': slug,
      'x-airbyte-connector-definition-id': definition_id,
      'x-airbyte-external-documentation-urls': [],
      'x-airbyte-example-questions': { direct: [], unsupported: [] },
    },
    servers: [toServer(definition)],
    security: Object.keys(schemes).map((scheme) => ({ [scheme]: [] })),
    components: {
      securitySchemes: schemes,
      schemas: Object.fromEntries(records.values().map(({ name: record, schema }) => [record, schema])),
    },
    paths: Object.fromEntries(paths),
  }
}

function toServer({ base_url, settings }: Definition): Json {
  const variables = settings.map(({ name, default: value, description }) => [
    name,
    { default: value ?? `your-${name}`, ...(description !== undefined && { description }) },
  ])
  return { url: base_url, ...(variables.length > 0 && { variables: Object.fromEntries(variables) }) }
}

interface NamedRecord {
  readonly name: string
  readonly schema: Json
}

/** Returns a schema per entity, from the operation with the most detailed record. */
function getRecords(operations: readonly Operation[]): ReadonlyMap<string, NamedRecord> {
  const records = new Map<string, NamedRecord>()
  for (const operation of operations) {
    const schema = recordSchema(operation)
    if (schema === undefined) continue
    const known = records.get(operation.entity)
    if (known !== undefined && size(known.schema) >= size(schema)) continue
    const name = singular(pascal(operation.entity))
    const { properties } = pruned(schema, RECORD_DEPTH + 1, OF_REQUESTS)
    records.set(operation.entity, {
      name,
      schema: {
        type: 'object',
        ...(typeof schema.description === 'string' && { description: schema.description }),
        'x-airbyte-entity-name': operation.entity,
        ...(properties !== undefined && { properties }),
      },
    })
  }
  return records
}

function size(schema: JsonSchema): number {
  return Object.keys(Object(schema.properties)).length
}

function toOperation(
  operation: Operation,
  records: ReadonlyMap<string, NamedRecord>,
  isChecked: boolean,
): Json {
  const { entity, action, path, wire_path, operation_id, summary, description } = operation
  const { record_extractor, meta_extractor, pagination } = operation
  const parameters = operation.parameters.filter((parameter) => parameter.in !== 'body')
  const body = toBody(operation)
  return {
    ...(operation_id !== undefined && { operationId: operation_id }),
    ...(summary !== undefined && { summary: summary.replace(/\.$/, '') }),
    ...(description !== undefined && { description }),
    'x-airbyte-entity': entity,
    'x-airbyte-action': action,
    ...(isChecked && { 'x-airbyte-preferred-for-check': true }),
    ...(wire_path !== path && { 'x-airbyte-path-override': { path: wire_path } }),
    ...(record_extractor !== undefined && { 'x-airbyte-record-extractor': record_extractor.text }),
    ...(meta_extractor !== undefined && {
      'x-airbyte-meta-extractor': Object.fromEntries(
        [...meta_extractor].map(([name, source]) => [name, sourceText(source)]),
      ),
    }),
    ...(pagination?.last_record !== undefined && { 'x-bulkhead-pagination': toPaging(pagination) }),
    ...(parameters.length > 0 && { parameters: parameters.map(toParameter) }),
    ...(body !== undefined && { requestBody: body }),
    responses: { '200': toResponse(operation, records.get(entity)) },
  }
}

/** Paging by ids of records, which does not follow from the names of parameters. */
function toPaging({ cursor, limit, last_record, has_more }: NonNullable<Operation['pagination']>): Json {
  return {
    ...(cursor !== undefined && { cursor }),
    ...(limit !== undefined && { limit }),
    ...(last_record !== undefined && { last_record }),
    ...(has_more !== undefined && { has_more: sourceText(has_more) }),
  }
}

function sourceText(source: MetaSource): string {
  if (source.from === 'body') return source.path.text
  return source.from === 'link' ? `@link.${source.rel}` : `@header.${source.name}`
}

function toParameter({ name, in: place, required, description, schema, example }: Parameter): Json {
  return {
    name,
    in: place,
    ...(required && { required }),
    ...(description !== undefined && { description: description.trim() }),
    schema: pruned(withoutNotes(schema), DEPTH),
    ...(example !== undefined && { example }),
  }
}

function toBody({ parameters, body, body_required }: Operation): Json | undefined {
  const fields = parameters.filter((parameter) => parameter.in === 'body')
  if (fields.length === 0) return undefined
  const whole = fields.find(({ is_whole_body }) => is_whole_body)
  const required = fields.filter((field) => field.required).map(({ name }) => name)
  const properties = fields.map(({ name, schema, description }) => [
    name,
    pruned({ ...(description !== undefined && { description }), ...schema }, DEPTH),
  ])
  const schema = whole?.schema ?? {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(properties),
  }
  return { required: body_required, content: { [MEDIA[body] ?? 'application/json']: { schema } } }
}

function toResponse(operation: Operation, record: NamedRecord | undefined): Json {
  const isList = LIST_ACTIONS.has(operation.action)
  const description = isList ? 'One page.' : 'The record.'
  if (record === undefined || recordSchema(operation) === undefined) return { description }
  const reference: Json = { $ref: `#/components/schemas/${record.name}` }
  const steps = operation.record_extractor?.steps ?? []
  const schema = steps.toReversed().reduce<Json>(
    (inner, step) => {
      if (typeof step === 'object' && 'member' in step) {
        return { type: 'object', properties: { [step.member]: inner } }
      }
      return { type: 'array', items: inner }
    },
    isList ? { type: 'array', items: reference } : reference,
  )
  return { description, content: { 'application/json': { schema } } }
}

function withoutNotes(schema: JsonSchema): JsonSchema {
  const { description: _description, example: _example, examples: _examples, ...rest } = schema
  return rest
}
