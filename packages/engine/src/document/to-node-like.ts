import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import { toMapping, toNode, toSequence } from './document-nodes.ts'
import type { DocumentNode } from './node.ts'

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
