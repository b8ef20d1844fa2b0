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

/** `foreign_key` of the source is `target_key` of the target. */
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
  /** Whether doing it twice is as good as once. */
  readonly idempotent: boolean
  /** Scopes that the connector's credential needs for it, where that is known. */
  readonly scopes?: readonly string[]
  /** JSON Schema of `params`. */
  readonly params: ParametersSchema
  /** Params that a model need not see: headers with a value of their own, and paging that `cursor` and `limit` stand for. */
  readonly leave_out?: readonly string[]
  /** Params that fit it: what is required, and nothing else. */
  readonly example: Readonly<Record<string, unknown>>
  /** Null if there are no pages. */
  readonly pagination: { readonly style: string; readonly limit: boolean } | null
  /** Known schema of the response. */
  readonly response?: JsonSchema
}
