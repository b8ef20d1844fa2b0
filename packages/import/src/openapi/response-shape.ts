import type { JsonSchema, JsonValue } from '@bulkhead/engine'
import { type DocumentNode, getItems, getMember, mergeAllOf, toJson, toText } from '@bulkhead/engine/document'
import { isJsonObject } from '@bulkhead/engine/text'
import type { Follow } from './references.ts'

/** Levels of properties that are read: the lists and groups of a page, and the types of their members. */
const LEVELS = 2

/** Maximum number of levels of nested `allOf`, which also ends circular references. */
const PARTS = 6

/**
 * Returns the part of a response schema that tells whether it is a list: the types of properties, two levels
 * deep. Response schemas make up most of a large document, and nothing else of them is used.
 */
export function responseShape(schema: DocumentNode, follow: Follow): JsonSchema {
  const getShape = (given: DocumentNode | undefined, levels: number, parts: number): JsonValue => {
    const found = follow(given)
    const node = firstAlternative(found) ?? found
    if (node === undefined || parts > PARTS) return {}
    if (node.kind === 'sequence') return []
    if (node.kind === 'scalar') return node.value
    const shape: Record<string, JsonValue> = {}
    const put = (key: string, read: (value: DocumentNode) => JsonValue) => {
      const value = getMember(node, key)
      if (value !== undefined) shape[key] = read(value)
    }
    put('type', toJson)
    put('items', (value) => (levels > 0 ? getShape(value, levels - 1, parts) : {}))
    put('properties', (value) => getProperties(value, levels, parts))
    put('allOf', (value) =>
      value.kind === 'sequence'
        ? value.items.map((part) => getShape(part, levels, parts + 1))
        : toJson(value),
    )
    return mergeAllOf(shape)
  }
  const getProperties = (value: DocumentNode, levels: number, parts: number): JsonValue => {
    if (value.kind !== 'mapping' || toText(getMember(value, '$ref')) !== undefined) return {}
    if (levels === 0) return {}
    const members = [...value.entries].map(([name, member]) => {
      // A link to the next page may be an object.
      return [name, getShape(member.value, name === 'next' ? levels : levels - 1, parts)] as const
    })
    return Object.fromEntries(members)
  }
  // Alternatives of a page differ in their records. Null is none.
  const firstAlternative = (node: DocumentNode | undefined) => {
    const choices = getItems(getMember(node, 'oneOf') ?? getMember(node, 'anyOf')).map(follow)
    return choices.find((choice) => choice !== undefined && toText(getMember(choice, 'type')) !== 'null')
  }
  const shape = getShape(schema, LEVELS, 0)
  return isJsonObject(shape) ? shape : {}
}
