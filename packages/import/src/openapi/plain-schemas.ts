import type { JsonSchema, JsonValue } from '@bulkhead/engine'
import {
  type DocumentNode,
  getMember,
  mergeAllOf,
  type SchemaReader,
  toJson,
  toText,
} from '@bulkhead/engine/document'
import { isJsonObject } from '@bulkhead/engine/text'
import { pointedAt } from './references.ts'

/**
 * Maximum number of nested references that are followed. This is enough to fill in a request, and it ends circular
 * references.
 */
const HOPS = 6

/**
 * Creates a schema reader that follows any reference inside the document and merges `allOf`. A reference that cannot be
 * followed becomes `{}`, which allows everything. Resolved schemas are cached and shared.
 *
 * @param maxHops Most nested references that are followed.
 */
export function createPlainSchemaReader(root: DocumentNode, maxHops = HOPS): SchemaReader {
  const resolved = new Map<string, JsonValue>()

  const resolve = (node: DocumentNode, hops: number): JsonValue => {
    if (node.kind === 'sequence') return Object.freeze(node.items.map((item) => resolve(item, hops)))
    if (node.kind !== 'mapping') return toJson(node)
    const reference = toText(getMember(node, '$ref'))
    if (reference !== undefined) return follow(reference, hops + 1)
    const members = [...node.entries].map(([key, { value }]) => [key, resolve(value, hops)] as const)
    return Object.freeze(mergeAllOf(Object.fromEntries(members)))
  }

  const follow = (reference: string, hops: number): JsonValue => {
    const key = `${hops} ${reference}`
    const known = resolved.get(key)
    if (known !== undefined) return known
    const node = hops > maxHops ? undefined : pointedAt(root, reference)
    const schema = node === undefined ? {} : resolve(node, hops)
    resolved.set(key, schema)
    return schema
  }

  return (node): JsonSchema => {
    const schema = node === undefined ? {} : resolve(node, 0)
    return isJsonObject(schema) ? schema : {}
  }
}
