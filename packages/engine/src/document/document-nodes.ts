import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import type { DocumentNode, MappingNode, ScalarNode } from './node.ts'

interface Place {
  readonly line: number
  readonly column: number
}

/** Returns a member of a mapping. Undefined if it is absent, or if the node is not a mapping. */
export function getMember(node: DocumentNode | undefined, key: string): DocumentNode | undefined {
  return node?.kind === 'mapping' ? node.entries.get(key)?.value : undefined
}

/** Returns the members of a mapping in document order. Empty for any other node. */
export function getMembers(node: DocumentNode | undefined): readonly (readonly [string, DocumentNode])[] {
  return node?.kind === 'mapping' ? [...node.entries].map(([key, { value }]) => [key, value] as const) : []
}

/** Returns the elements of a list. Empty for any other node. */
export function getItems(node: DocumentNode | undefined): readonly DocumentNode[] {
  return node?.kind === 'sequence' ? node.items : []
}

/** Returns a scalar value as a string. Undefined for null and for any other node. */
export function toText(node: DocumentNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined
}

/** Returns whether a node is `true`. */
export function isTrue(node: DocumentNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}

/** Creates nodes for a JSON value, all at the position of its origin. */
export function toNode(at: Place, value: JsonValue): DocumentNode {
  const { line, column } = at
  if (Array.isArray(value))
    return { kind: 'sequence', line, column, items: value.map((item) => toNode(at, item)) }
  if (isJsonObject(value)) {
    return toMapping(
      at,
      Object.entries(value).map(([key, member]) => [key, toNode(at, member)] as const),
    )
  }
  return { kind: 'scalar', line, column, value: value as ScalarNode['value'] }
}

/**
 * Creates a mapping of nodes. Undefined members are left out. If a name occurs several times, the last member counts.
 */
export function toMapping(
  at: Place,
  members: readonly (readonly [string, DocumentNode | undefined])[],
): MappingNode {
  const { line, column } = at
  const entries = new Map<string, { key: Place; value: DocumentNode }>()
  for (const [key, value] of members) {
    if (value !== undefined) entries.set(key, { key: { line: value.line, column: value.column }, value })
  }
  return { kind: 'mapping', line, column, entries }
}

/** Creates a list of nodes. */
export function toSequence(at: Place, items: readonly DocumentNode[]): DocumentNode {
  return { kind: 'sequence', line: at.line, column: at.column, items }
}
