import type { DocumentReader, Fields } from '#document/document-reader'
import { mergeAllOf } from '#document/merge-all-of'
import { type CompiledGraphql, compileGraphql } from '#graphql/compile-graphql'
import type { BodyKind, Parameter, UploadField } from '#model/definition'
import type { JsonSchema, JsonValue } from '#model/json'
import { readReaches } from '#reach/compile-reach'
import { isJsonObject, ownMember } from '#text/json-object'
import { TRANSFORM_KEY } from '#transform/transforms'
import { getDefault, readStyle, toText } from './compile-parameters.ts'
import { readPattern } from './compile-pattern.ts'
import type { SchemaReader } from './compile-schemas.ts'
import { readTransform } from './compile-transform.ts'

const BODY_KEYS = ['description', 'content', 'required']

/** Media types that decide the kind of a body; anything else is JSON. */
const BODY_KINDS: readonly (readonly [string, BodyKind])[] = [
  ['application/x-www-form-urlencoded', 'form'],
  ['multipart/form-data', 'multipart_form'],
  ['multipart/related', 'multipart_related'],
]

/** Body of an operation's request, and the caller's fields for it. */
export interface CompiledBody {
  readonly kind: BodyKind
  readonly required: boolean
  readonly parameters: readonly Parameter[]
  readonly uploads: readonly UploadField[]
  readonly graphql?: CompiledGraphql['body']
  readonly nullable: ReadonlySet<string>
  readonly is_mutation: boolean
  readonly transformed?: JsonSchema
}

const NOTHING: CompiledBody = {
  kind: 'none',
  required: false,
  parameters: [],
  uploads: [],
  nullable: new Set(),
  is_mutation: false,
}

export function compileBody(
  reader: DocumentReader,
  operation: Fields,
  { schemaAt, is_plain = false }: { readonly schemaAt: SchemaReader; readonly is_plain?: boolean },
): CompiledBody {
  const body = operation.fields('requestBody', BODY_KEYS)
  const upload = operation.text('x-airbyte-upload-file-param')
  if (body === undefined) return NOTHING
  const media = body.fields('content')?.entries() ?? []
  const [mediaType, kind = 'json'] = BODY_KINDS.find(([type]) => media.some(([name]) => name === type)) ?? []
  const chosen = media.find(([name]) => name === (mediaType ?? 'application/json')) ?? media[0]
  const required = body.flag('required') ?? false
  const content = chosen === undefined ? undefined : reader.fields(chosen[1], chosen[2])
  const schema = mergeAllOf(schemaAt(content?.node('schema')))
  const styleOf = (name: string) => (is_plain && kind === 'form' ? formStyle(content, name) : {})
  const graphql = compileGraphql(reader, body)
  const fieldsAs = (place: 'body' | 'variable') =>
    fieldsIn(schema, place).map((field) => {
      const where = `${operation.where}.requestBody.${field.name}`
      const stated = ownMember(field.schema, 'x-bulkhead-reach')
      return {
        ...field,
        ...styleOf(field.name),
        ...readPattern(reader, operation.at, where, field.schema),
        ...readTransform(reader, operation.at, where, field.schema),
        ...readReaches(reader, operation.at, where, stated),
      }
    })
  if (graphql !== undefined) {
    return {
      ...NOTHING,
      kind: 'graphql',
      required,
      parameters: getVariables(graphql, fieldsAs('variable')),
      graphql: graphql.body,
      nullable: graphql.nullable,
      is_mutation: graphql.is_mutation,
    }
  }
  if (is_plain && kind === 'json' && !hasFields(schema)) {
    return { ...NOTHING, kind, required, parameters: [wholeBody(schema, required)] }
  }
  const uploads = getUploads(kind, upload, schema)
  if (upload !== undefined && uploads.every(({ name }) => name !== upload)) {
    reader.report(operation.at, `${operation.where}: x-airbyte-upload-file-param needs a multipart body`)
  }
  const isWhole = kind === 'json' && ownMember(schema, TRANSFORM_KEY) !== undefined
  if (isWhole) readTransform(reader, operation.at, `${operation.where}.requestBody`, schema)
  const parameters = withUploads(fieldsAs('body'), uploads)
  return { ...NOTHING, kind, required, parameters, uploads, ...(isWhole && { transformed: schema }) }
}

// Where OpenAPI says nothing else, a list in a form repeats its key.
function formStyle(content: Fields | undefined, name: string): Pick<Parameter, 'style'> {
  const stated = content?.fields('encoding')?.fields(name)
  const { style = 'repeated' } = stated === undefined ? {} : readStyle(stated, true)
  return style === 'deepObject' ? {} : { style }
}

function hasFields(schema: JsonSchema): boolean {
  const properties = ownMember(schema, 'properties')
  return isJsonObject(properties) && Object.keys(properties).length > 0
}

// Callers cannot give a list, or an object without named members, field by field.
function wholeBody(schema: JsonSchema, required: boolean): Parameter {
  const example = ownMember(schema, 'example')
  const shown = example === undefined || example === null ? {} : { example }
  return { name: 'request_body', in: 'body', required, schema, is_whole_body: true, ...shown }
}

function fieldsIn(schema: JsonSchema, place: 'body' | 'variable'): readonly Parameter[] {
  const properties = ownMember(schema, 'properties')
  const required = ownMember(schema, 'required')
  const examples = ownMember(schema, 'example')
  if (!isJsonObject(properties)) return []
  return Object.entries(properties).map(([name, property]) => {
    const field: JsonSchema = isJsonObject(property) ? property : {}
    const description = toText(ownMember(field, 'description'))
    const example = ownMember(field, 'example') ?? ownMember(examples, name)
    return {
      name,
      in: place,
      required: Array.isArray(required) && required.includes(name),
      schema: field,
      ...(description !== undefined && { description }),
      ...getDefault(field),
      ...(example !== undefined && example !== null && { example }),
    }
  })
}

// Any parameter may fill a placeholder, so each placeholder becomes a parameter, declared or not.
function getVariables(graphql: CompiledGraphql, declared: readonly Parameter[]): readonly Parameter[] {
  const further = graphql.placeholders
    .filter((name) => !declared.some((parameter) => parameter.name === name))
    .map(
      (name): Parameter => ({
        name,
        in: 'variable',
        required: false,
        schema: schemaOfPlaceholder(name, graphql),
      }),
    )
  return [...declared, ...further].map((parameter) =>
    graphql.nullable.has(parameter.name) ? { ...parameter, nullable: true } : parameter,
  )
}

function schemaOfPlaceholder(name: string, { body }: CompiledGraphql): JsonSchema {
  if (name !== 'fields' || body.query.length === 1) return {}
  const description = 'What to select of each record: names, with dots or braces for what is inside.'
  return { type: ['array', 'string'], items: { type: 'string' }, description }
}

function getUploads(
  kind: BodyKind,
  declared: string | undefined,
  schema: JsonSchema,
): readonly UploadField[] {
  if (kind === 'multipart_related') return [{ name: declared ?? 'file_content', required: true }]
  if (kind !== 'multipart_form') return []
  const properties = ownMember(schema, 'properties')
  const required = ownMember(schema, 'required')
  const binary = Object.entries(isJsonObject(properties) ? properties : {}).filter(
    ([name, property]) => name === declared || isBinary(property),
  )
  return binary.map(([name]) => ({ name, required: Array.isArray(required) && required.includes(name) }))
}

function isBinary(property: JsonValue): boolean {
  const format = ownMember(property, 'format')
  const items = ownMember(property, 'items')
  return (
    format === 'binary' ||
    format === 'base64' ||
    ownMember(property, 'contentEncoding') === 'base64' ||
    ownMember(property, 'contentMediaType') === 'application/octet-stream' ||
    (items !== undefined && isBinary(items))
  )
}

function withUploads(
  parameters: readonly Parameter[],
  uploads: readonly UploadField[],
): readonly Parameter[] {
  const content: JsonSchema = {
    type: 'string',
    contentEncoding: 'base64',
    description: 'The content, in base64.',
  }
  const missing = uploads
    .filter(({ name }) => parameters.every((parameter) => parameter.name !== name))
    .map(({ name, required }): Parameter => ({ name, in: 'body', required, schema: content }))
  const known = parameters.map((parameter) => {
    const upload = uploads.find(({ name }) => name === parameter.name)
    if (upload === undefined) return parameter
    const schema = isBinary(parameter.schema)
      ? parameter.schema
      : { ...parameter.schema, contentEncoding: 'base64' }
    return { ...parameter, schema, required: parameter.required || upload.required }
  })
  return [...known, ...missing]
}
