/** Path from the records of one entity to those of another. */
export interface Relationship {
  readonly source_entity: string
  readonly target_entity: string
  /** Name by which the source's operations refer to the target. */
  readonly foreign_key: string
  /** Member of the target's records that the foreign key refers to. */
  readonly target_key: string
  readonly cardinality?: string
  readonly description?: string
}
