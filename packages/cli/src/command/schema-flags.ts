import type { OperationShape } from '@bulkhead/contract/operation'

/** Conversion of a flag's string to a value of the API. */
export type FlagKind =
  | 'text'
  | 'integer'
  | 'boolean'
  | 'true'
  | 'false'
  | 'texts'
  | 'json'
  | 'secret'
  | 'secret-text'

/** Flag that derives from a property of an operation. */
export interface SchemaFlag {
  /** Name of the property in the API. */
  readonly property: string
  /** Name without the dashes. */
  readonly name: string
  readonly kind: FlagKind
  readonly description: string
  readonly choices: readonly string[] | undefined
}

/** Part of JSON Schema that the contract uses. */
interface Property {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly items?: Property
  readonly default?: unknown
  readonly description?: string
  readonly deprecated?: boolean
  readonly writeOnly?: boolean
}

/** Returns the flags of an operation: one for each property of its query and body that has no other way to be given. */
export function toFlags(
  { query, body }: Pick<OperationShape, 'query' | 'body'>,
  withoutFlag: Readonly<Record<string, string>> = {},
): readonly SchemaFlag[] {
  return [query, body].flatMap((schema) =>
    Object.entries((schema?.properties ?? {}) as Record<string, Property>)
      .filter(([property, { deprecated }]) => deprecated !== true && !(property in withoutFlag))
      .map(([property, schema]) => toFlag(property, schema)),
  )
}

/** Returns the name of the flag, without the dashes, for a property of the API. */
export function toFlagName(property: string): string {
  return property.replaceAll('_', '-')
}

function toFlag(property: string, schema: Property): SchemaFlag {
  const kind = getKind(schema)
  const name = toFlagName(property)
  return {
    property,
    name: kind === 'false' ? `no-${name}` : name,
    kind,
    description: schema.description ?? '',
    choices: (schema.enum ?? schema.items?.enum)?.filter((value) => typeof value === 'string'),
  }
}

function getKind(schema: Property): FlagKind {
  if (schema.writeOnly === true) return schema.type === 'string' ? 'secret-text' : 'secret'
  if (schema.const === true) return 'true'
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.find((one) => one !== 'null')
  if (type === 'boolean')
    return schema.default === true ? 'false' : schema.default === false ? 'true' : 'boolean'
  if (type === 'array') return schema.items?.type === 'string' ? 'texts' : 'json'
  if (type === 'integer') return 'integer'
  return type === 'object' ? 'json' : 'text'
}
