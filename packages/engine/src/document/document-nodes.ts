import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import type { DocumentNode, MappingNode, ScalarNode } from './node.ts'

interface Place {
  readonly line: number
  readonly column: number
}

/** A member of a mapping; undefined for an absent one and anything but a mapping. */
export function getMember(node: DocumentNode | undefined, key: string): DocumentNode | undefined {
  return node?.kind === 'mapping' ? node.entries.get(key)?.value : undefined
}

/** The members of a mapping in document order; none of anything else. */
export function getMembers(node: DocumentNode | undefined): readonly (readonly [string, DocumentNode])[] {
  return node?.kind === 'mapping' ? [...node.entries].map(([key, { value }]) => [key, value] as const) : []
}

/** The elements of a list; none of anything else. */
export function getItems(node: DocumentNode | undefined): readonly DocumentNode[] {
  return node?.kind === 'sequence' ? node.items : []
}

/** The text of a plain value; undefined for null and anything else. */
export function toText(node: DocumentNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined
}

/** Whether a node is `true`. */
export function isTrue(node: DocumentNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}

/** A node of a JSON value, at the place of what it comes from. */
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

/** A mapping of nodes. Members that are undefined are left out; of several of a name the last one counts. */
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

/** A list of nodes. */
export function toSequence(at: Place, items: readonly DocumentNode[]): DocumentNode {
  return { kind: 'sequence', line: at.line, column: at.column, items }
}
