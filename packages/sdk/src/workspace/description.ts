/** JSON Schema, as plain JSON. */
export interface JsonSchema {
  [keyword: string]: unknown
}

/** JSON Schema of an operation's parameters, in the form that model providers type. */
export interface ParametersSchema extends JsonSchema {
  type: 'object'
  properties: Record<string, JsonSchema>
  required: string[]
  additionalProperties: false
}

/** Effect of an operation. A `destructive` one cannot be undone. */
export type Effect = 'read' | 'write' | 'destructive'

/** Why a destructive operation cannot be undone. */
export type EffectReason = 'deletes' | 'ends' | 'sends' | 'pays' | 'publishes'

/** Capabilities of a connector. */
export interface Description {
  readonly slug: string
  readonly display_name: string
  readonly description: string
  readonly entities: readonly EntityDescription[]
}

export interface EntityDescription {
  readonly entity: string
  readonly operations: readonly OperationDescription[]
  /** Related entities whose values the entity's operations need. */
  readonly relationships: readonly Relationship[]
}

/** Relationship of two entities: `foreign_key` of the source holds `target_key` of the target. */
export interface Relationship {
  readonly source_entity: string
  readonly target_entity: string
  readonly foreign_key: string
  readonly target_key: string
  readonly cardinality?: string
  readonly description?: string
}

export interface OperationDescription {
  readonly entity: string
  readonly action: string
  readonly summary?: string
  readonly description?: string
  readonly effect: Effect
  /** Why a destructive operation cannot be undone, if the connector says so. */
  readonly effect_reason?: EffectReason
  /** Whether running it twice has the same effect as once. */
  readonly idempotent: boolean
  /** Scopes that the connector's credential needs for the operation, if known. */
  readonly scopes?: readonly string[]
  /** JSON Schema of `params`. */
  readonly params: ParametersSchema
  /**
   * Params that a model need not see: headers with a fixed value, and paging params that `cursor` and `limit` replace.
   */
  readonly leave_out?: readonly string[]
  /** Example of `params`: the required ones, and nothing else. */
  readonly example: Readonly<Record<string, unknown>>
  /** Paging of the result. Null if there are no pages. */
  readonly pagination: { readonly style: string; readonly limit: boolean } | null
  /** Known schema of the response. */
  readonly response?: JsonSchema
}
