import type { JsonValue } from '@bulkhead/engine'
import { type DocumentNode, toMapping, toNode, toSequence } from '@bulkhead/engine/document'
import { isJsonObject } from '@bulkhead/engine/text'

/** Returns a changed value as a node. Unmoved parts keep their lines; other parts get the line of their parent. */
export function toNodeLike(value: JsonValue, before: DocumentNode): DocumentNode {
  if (isJsonObject(value)) {
    const known = before.kind === 'mapping' ? before.entries : undefined
    return toMapping(
      before,
      Object.entries(value).map(
        ([key, member]) => [key, toNodeLike(member, known?.get(key)?.value ?? toPlace(before))] as const,
      ),
    )
  }
  if (Array.isArray(value)) {
    const known = before.kind === 'sequence' ? before.items : []
    return toSequence(
      before,
      value.map((item, index) => toNodeLike(item, known[index] ?? toPlace(before))),
    )
  }
  return toNode(before, value)
}

/** Returns a node that has only the position of the given one. A new member must not get its parts. */
function toPlace({ line, column }: DocumentNode): DocumentNode {
  return { kind: 'scalar', line, column, value: null }
}
