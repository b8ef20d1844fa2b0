import { type DocumentReader, type Fields, toJson } from '#document/document-reader'
import type { DocumentNode } from '#document/node'
import { compileExpressionTemplate, type ExpressionTemplate } from '#expression/template'
import type { Action, Operation } from '#model/definition'
import type { JsonSchema, JsonValue } from '#model/json'
import type { MetaSource } from '#model/pagination'
import { compileFilePath, type FilePath, parametersIn } from '#text/file-path'
import { compileJsonPath, type JsonPath } from '#text/json-path'
import { compileMetaSource } from '#text/meta-source'
import type { SchemaReader } from './compile-schemas.ts'

export function readPath(reader: DocumentReader, fields: Fields, key: string): JsonPath | undefined {
  const text = fields.text(key)
  if (text === undefined) return undefined
  const path = compileJsonPath(text.trim())
  if (path === undefined) {
    reader.report(
      fields.node(key) ?? fields.at,
      `${fields.where}.${key} must be a path of $, .name, [0] and [*], not ${text}`,
    )
  }
  return path
}

/**
 * Reads the paths of a response's metadata, by name. Unsupported paths are ignored: records come without that
 * metadata.
 */
export function readMeta(
  reader: DocumentReader,
  fields: Fields,
): ReadonlyMap<string, MetaSource> | undefined {
  const at = fields.node('x-airbyte-meta-extractor')
  if (at === undefined) return undefined
  const sources = new Map<string, MetaSource>()
  for (const [name, text] of fields.textMap('x-airbyte-meta-extractor')) {
    const source = compileMetaSource(text)
    if (source !== undefined) sources.set(name, source)
    else {
      const what = `${name} must be $.a.b, @link.next or @header.X-Name, not ${text}`
      reader.warn(at, `${fields.where}: ${what}; it is left out`)
    }
  }
  return sources
}

export function readTransform(reader: DocumentReader, fields: Fields): Operation['record_transform'] {
  const key = 'x-airbyte-record-transform'
  if (fields.node(key) === undefined) return undefined
  const pairs = [...fields.textMap(key)].flatMap(([name, text]) => {
    const template = compileTemplate(reader, fields, key, text)
    return template === undefined ? [] : [[name, template] as const]
  })
  return new Map(pairs)
}

export function templateAt(
  reader: DocumentReader,
  fields: Fields,
  key: string,
): ExpressionTemplate | undefined {
  const text = fields.text(key)
  return text === undefined ? undefined : compileTemplate(reader, fields, key, text)
}

export function compileTemplate(
  reader: DocumentReader,
  fields: Fields,
  key: string,
  text: string,
): ExpressionTemplate | undefined {
  const template = compileExpressionTemplate(text, ['record', 'config'])
  if (!('fault' in template)) return template
  reader.report(fields.node(key) ?? fields.at, `${fields.where}.${key} ${template.fault}`)
  return undefined
}

export function readFileUrl(
  reader: DocumentReader,
  fields: Fields,
  action: Action | undefined,
  parameters: Operation['parameters'],
): FilePath | undefined {
  const text = fields.text('x-airbyte-file-url')
  if (text === undefined) return undefined
  const at = fields.node('x-airbyte-file-url') ?? fields.at
  if (action !== undefined && action !== 'download') {
    reader.report(at, `${fields.where}: only a download has x-airbyte-file-url, not ${action}`)
  }
  const path = compileFilePath(text.trim())
  if (path === undefined) {
    reader.report(
      at,
      `${fields.where}.x-airbyte-file-url must be like a.b, a[0].b or a[{index}].b, not ${text}`,
    )
  }
  for (const name of path === undefined ? [] : parametersIn(path)) {
    if (parameters.some((parameter) => parameter.name === name)) continue
    reader.report(
      at,
      `${fields.where}.x-airbyte-file-url names {${name}}, which is no parameter of the operation`,
    )
  }
  return path
}

/** Reads the schema of a successful response. It is for people only; nothing is validated against it. */
export function readResponseSchema(fields: Fields, schemaAt: SchemaReader): JsonSchema | undefined {
  const responses = fields.node('responses')
  for (const status of ['200', '201']) {
    const node = ['content', 'application/json', 'schema'].reduce(getMember, getMember(responses, status))
    if (node !== undefined) return schemaAt(node)
  }
  return undefined
}

/** Reads the example of a successful response. Unexpected content in it is not reported either. */
export function readResponseExample(fields: Fields): JsonValue | undefined {
  const responses = fields.node('responses')
  for (const status of ['200', '201']) {
    const node = ['content', 'application/json', 'example'].reduce(getMember, getMember(responses, status))
    if (node !== undefined) return toJson(node)
  }
  return undefined
}

// Response descriptions are for people, so unexpected content in them is not reported.
function getMember(node: DocumentNode | undefined, key: string): DocumentNode | undefined {
  return node?.kind === 'mapping' ? node.entries.get(key)?.value : undefined
}
