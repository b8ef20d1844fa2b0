import type { SchemaReader } from '#compile-schemas'
import type { BodyKind, JsonSchema, JsonValue, Parameter } from '#definition'
import type { DocumentReader, Fields } from '#document-reader'
import { isWritableHeader } from '#header-text'
import { isJsonObject, ownMember } from '#json-object'

const PARAMETER_KEYS = [
  'name',
  'in',
  'description',
  'required',
  'schema',
  'style',
  'explode',
  'example',
  'examples',
  'deprecated',
  'allowEmptyValue',
  'allowReserved',
  'content',
]
const BODY_KEYS = ['description', 'content', 'required']
const GRAPHQL_KEYS = ['type', 'query', 'variables', 'operationName', 'default_fields']

/** Media types that decide the kind of a body; anything else is JSON. */
const BODY_KINDS: readonly (readonly [string, BodyKind])[] = [
  ['application/x-www-form-urlencoded', 'form'],
  ['multipart/form-data', 'multipart_form'],
  ['multipart/related', 'multipart_related'],
]

/** The parameters that an operation declares outside its body. */
export function compileParameters(
  reader: DocumentReader,
  operation: Fields,
  schemaAt: SchemaReader,
): readonly Parameter[] {
  return operation.list('parameters').flatMap((node, index): Parameter[] => {
    const where = `${operation.where}.parameters[${index}]`
    const fields = reader.fields(node, where, [...PARAMETER_KEYS, '$ref'])
    if (fields.node('$ref') !== undefined) {
      reader.report(node, `${where} is a $ref; write the parameter out instead`)
      return []
    }
    const name = fields.requiredText('name', 'limit')
    const place = fields.requiredText('in', 'query')
    const schema = schemaAt(fields.node('schema'))
    if (place === 'cookie') {
      reader.warn(node, `${where} is a cookie parameter, which is never sent`)
      return []
    }
    if (place !== 'path' && place !== 'query' && place !== 'header') {
      if (place !== '') reader.report(node, `${where}.in must be path, query or header, not ${place}`)
      return []
    }
    if (place === 'header' && name !== '' && !isWritableHeader(name)) {
      reader.report(node, `${where}: a document may not set the header ${name}`)
    }
    const description = fields.text('description') ?? textOf(ownMember(schema, 'description'))
    const inject = injectionOf(fields)
    return [
      {
        name,
        in: place,
        required: place === 'path' || (inject === undefined && (fields.flag('required') ?? false)),
        schema,
        ...(description !== undefined && { description }),
        ...defaultOf(schema),
        ...(place === 'query' && fields.text('style') === 'deepObject' && { style: 'deepObject' }),
        ...(place === 'query' && inject !== undefined && { inject }),
      },
    ]
  })
}

interface CompiledBody {
  readonly kind: BodyKind
  readonly required: boolean
  readonly parameters: readonly Parameter[]
}

/** What kind of body an operation sends and the fields that the caller gives for it. */
export function compileBody(reader: DocumentReader, operation: Fields, schemaAt: SchemaReader): CompiledBody {
  const body = operation.fields('requestBody', BODY_KEYS)
  if (body === undefined) return { kind: 'none', required: false, parameters: [] }
  const content = body.fields('content')
  const media = content?.entries() ?? []
  const [mediaType, kind] = BODY_KINDS.find(([type]) => media.some(([name]) => name === type)) ?? []
  const chosen = media.find(([name]) => name === (mediaType ?? 'application/json')) ?? media[0]
  const required = body.flag('required') ?? false
  const schemaNode = chosen === undefined ? undefined : reader.fields(chosen[1], chosen[2]).node('schema')
  const graphql = body.fields('x-airbyte-body-type', GRAPHQL_KEYS)
  if (graphql !== undefined) {
    const declared = fieldsIn(schemaAt(schemaNode), 'variable')
    return { kind: 'graphql', required, parameters: [...declared, ...placeholdersOf(graphql, declared)] }
  }
  return { kind: kind ?? 'json', required, parameters: fieldsIn(schemaAt(schemaNode), 'body') }
}

function fieldsIn(schema: JsonSchema, place: 'body' | 'variable'): readonly Parameter[] {
  const properties = ownMember(schema, 'properties')
  const required = ownMember(schema, 'required')
  if (!isJsonObject(properties)) return []
  return Object.entries(properties).map(([name, property]) => {
    const field: JsonSchema = isJsonObject(property) ? property : {}
    const description = textOf(ownMember(field, 'description'))
    return {
      name,
      in: place,
      required: Array.isArray(required) && required.includes(name),
      schema: field,
      ...(description !== undefined && { description }),
      ...defaultOf(field),
    }
  })
}

// Any caller's parameter can feed a placeholder, so each placeholder is a parameter, declared or not.
function placeholdersOf(graphql: Fields, declared: readonly Parameter[]): readonly Parameter[] {
  const variables = JSON.stringify(graphql.json('variables') ?? {})
  const names = new Set([...variables.matchAll(/\{\{ ([A-Za-z0-9_]+) \}\}/g)].map((match) => match[1] ?? ''))
  if ((graphql.text('query') ?? '').includes('{{ fields }}')) names.add('fields')
  return [...names]
    .filter((name) => !declared.some((parameter) => parameter.name === name))
    .map((name) => ({ name, in: 'variable', required: false, schema: {} }))
}

function injectionOf(fields: Fields): Parameter['inject'] | undefined {
  const inject = fields.fields('x-airbyte-param-config-inject', ['source', 'map'])
  if (inject === undefined) return undefined
  const source = inject.requiredText('source', 'region')
  return { source, ...(inject.node('map') !== undefined && { map: inject.textMap('map') }) }
}

function defaultOf(schema: JsonSchema): { readonly default?: JsonValue } {
  const value = ownMember(schema, 'default')
  return value === undefined ? {} : { default: value }
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
