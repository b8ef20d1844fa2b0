import { type DocumentReader, type Fields, toJson } from '#document/document-reader'
import type { DocumentNode } from '#document/node'
import type { JsonSchema, JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'

/** Function that returns the schema at a node, with references to component schemas resolved. */
export type SchemaReader = (node: DocumentNode | undefined) => JsonSchema

const PREFIX = '#/components/schemas/'

/**
 * Creates a schema reader that resolves `#/components/schemas/NAME`. Each component is resolved once and shared. If a
 * component contains itself, the inner occurrence is `{}`.
 */
export function createSchemaReader(reader: DocumentReader, root: Fields): SchemaReader {
  const components = new Map(
    root
      .fields('components')
      ?.fields('schemas')
      ?.entries()
      .map(([name, node]) => [name, node]),
  )
  const resolved = new Map<string, JsonValue>()

  const resolve = (node: DocumentNode): JsonValue => {
    if (node.kind === 'sequence') return Object.freeze(node.items.map(resolve))
    if (node.kind !== 'mapping') return toJson(node)
    const reference = node.entries.get('$ref')?.value
    if (reference?.kind === 'scalar' && typeof reference.value === 'string') {
      return component(reference.value, reference)
    }
    const members = [...node.entries].map(([key, { value }]) => [key, resolve(value)] as const)
    return Object.freeze(Object.fromEntries(members))
  }

  const component = (reference: string, at: DocumentNode): JsonValue => {
    const name = reference.startsWith(PREFIX) ? reference.slice(PREFIX.length) : ''
    const known = resolved.get(name)
    if (known !== undefined) return known
    const node = components.get(name)
    if (node === undefined) {
      reader.report(at, `$ref must be ${PREFIX}NAME with an existing name, not ${reference}`)
      return {}
    }
    resolved.set(name, {})
    const schema = resolve(node)
    resolved.set(name, schema)
    return schema
  }

  return (node) => {
    const schema = node === undefined ? {} : resolve(node)
    if (isJsonObject(schema)) return schema
    if (node !== undefined) reader.report(node, 'a schema must be a mapping')
    return {}
  }
}
