import type { DocumentReader, Fields } from '#document/document-reader'
import { compileExpressionTemplate, isTemplated } from '#expression/template'
import type { Parameter } from '#model/definition'
import type { JsonSchema, JsonValue } from '#model/json'
import { readReaches } from '#reach/compile-reach'
import { isWritableHeader } from '#text/header-text'
import { ownMember } from '#text/json-object'
import { readComposed, withParts } from './compile-composed.ts'
import { readPattern } from './compile-pattern.ts'
import type { SchemaReader } from './compile-schemas.ts'
import { readTransform } from './compile-transform.ts'

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
export function compileParameters(
  reader: DocumentReader,
  operation: Fields,
  { schemaAt, is_plain = false }: { readonly schemaAt: SchemaReader; readonly is_plain?: boolean },
): readonly Parameter[] {
  const parameters = operation.list('parameters').flatMap((node, index): Parameter[] => {
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
    const description = fields.text('description') ?? toText(ownMember(schema, 'description'))
    const inject = readInjection(fields)
    const composed = readComposed(fields)
    return [
      {
        name,
        in: place,
        required:
          place === 'path' ||
          (inject === undefined && composed === undefined && (fields.flag('required') ?? false)),
        schema,
        ...(description !== undefined && { description }),
        ...(is_plain
          ? getPlainDefault(schema)
          : { ...getDefault(schema), ...readTemplate(reader, fields, schema) }),
        ...readExample(fields, schema),
        ...(place === 'query' && readStyle(fields, is_plain)),
        ...(place === 'query' &&
          !is_plain &&
          fields.flag('allowReserved') === true && { allow_reserved: true }),
        ...(place === 'query' && inject !== undefined && { inject }),
        ...(place === 'query' && composed !== undefined && { composed }),
        ...readPattern(reader, node, where, schema),
        ...readTransform(reader, node, where, schema),
        ...readReaches(reader, node, where, fields.json('x-bulkhead-reach')),
      },
    ]
  })
  return withParts(reader, operation, parameters)
}

function readInjection(fields: Fields): Parameter['inject'] | undefined {
  const inject = fields.fields('x-airbyte-param-config-inject', ['source', 'map'])
  if (inject === undefined) return undefined
  const source = inject.requiredText('source', 'region')
  return { source, ...(inject.node('map') !== undefined && { map: inject.textMap('map') }) }
}

/** Returns the default of a schema, if it has one. */
export function getDefault(schema: JsonSchema): { readonly default?: JsonValue } {
  const value = ownMember(schema, 'default')
  return value === undefined ? {} : { default: value }
}

// Plain OpenAPI documents have no templates. Braces in a default mark a placeholder that somebody has to fill in.
function getPlainDefault(schema: JsonSchema) {
  return isTemplated(ownMember(schema, 'default')) ? {} : getDefault(schema)
}

function readTemplate(reader: DocumentReader, fields: Fields, schema: JsonSchema) {
  const value = ownMember(schema, 'default')
  if (!isTemplated(value)) return {}
  const template = compileExpressionTemplate(value, ['config'])
  if (!('fault' in template)) return { default_template: template }
  reader.report(fields.node('schema') ?? fields.at, `${fields.where}: the default ${template.fault}`)
  return {}
}

function readExample(fields: Fields, schema: JsonSchema): { readonly example?: JsonValue } {
  const listed = ownMember(schema, 'examples')
  const named = Object.values(fields.json('examples') ?? {})[0]
  const value =
    fields.json('example') ??
    ownMember(named, 'value') ??
    ownMember(schema, 'example') ??
    (Array.isArray(listed) ? listed[0] : undefined)
  return value === undefined || value === null ? {} : { example: value }
}

const JOINED = { form: 'comma', spaceDelimited: 'space', pipeDelimited: 'pipe' } as const

export function readStyle(
  fields: Fields,
  is_plain: boolean,
): { readonly style?: Parameter['style'] & string } {
  const style = fields.text('style') ?? 'form'
  if (style === 'deepObject') return { style }
  const isExploded = fields.flag('explode') ?? style === 'form'
  if (!is_plain || isExploded || !Object.hasOwn(JOINED, style)) return {}
  return { style: JOINED[style as keyof typeof JOINED] }
}

/** Returns the value if it is a string. */
export function toText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
