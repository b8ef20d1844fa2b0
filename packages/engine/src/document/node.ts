/** A value of a document with the position of its start. */
export type DocumentNode = MappingNode | SequenceNode | ScalarNode

/** Position in a document. Lines and columns count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A mapping, at the position of its first key. */
export interface MappingNode extends Position {
  readonly kind: 'mapping'
  readonly entries: ReadonlyMap<string, { readonly key: Position; readonly value: DocumentNode }>
}

/** A list. */
export interface SequenceNode extends Position {
  readonly kind: 'sequence'
  readonly items: readonly DocumentNode[]
}

/** A scalar value. An absent value is null. */
export interface ScalarNode extends Position {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
}
