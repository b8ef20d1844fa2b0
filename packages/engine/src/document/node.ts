/** A value of a document with the place it begins at. */
export type DocumentNode = MappingNode | SequenceNode | ScalarNode

/** Counts from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A mapping, at the place of its first key. */
export interface MappingNode extends Position {
  readonly kind: 'mapping'
  /** In document order. */
  readonly entries: ReadonlyMap<string, { readonly key: Position; readonly value: DocumentNode }>
}

/** A list. */
export interface SequenceNode extends Position {
  readonly kind: 'sequence'
  readonly items: readonly DocumentNode[]
}

/** A plain value; an absent one is null. */
export interface ScalarNode extends Position {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
}
