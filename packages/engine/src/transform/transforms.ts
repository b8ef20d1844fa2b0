import type { JsonSchema, JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'
import { toRawMail } from './mail.ts'
import { toAtlassianDocument, toStorageFormat } from './markdown.ts'

/** Extension that names the transform of a value. */
export const TRANSFORM_KEY = 'x-bulkhead-transform'

/** Conversions of what people write to what services accept. A value in the service's own form stays as it is. */
const TRANSFORMS: Readonly<Record<string, (value: JsonValue) => JsonValue>> = {
  'markdown-to-atlassian': toAtlassianDocument,
  'markdown-to-storage': toStorageFormat,
  mail: toRawMail,
  'json-text': (value) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value),
}

export const TRANSFORM_NAMES: readonly string[] = Object.keys(TRANSFORMS)

/**
 * Returns the value with the transforms of its schema, the innermost first.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function transformed(schema: JsonSchema, value: JsonValue): JsonValue {
  const inner = transformedWithin(schema, value)
  const name = ownMember(schema, TRANSFORM_KEY)
  const transform = typeof name === 'string' && Object.hasOwn(TRANSFORMS, name) ? TRANSFORMS[name] : undefined
  return transform === undefined ? inner : transform(inner)
}

function transformedWithin(schema: JsonSchema, value: JsonValue): JsonValue {
  const items = ownMember(schema, 'items')
  if (Array.isArray(value)) return isJsonObject(items) ? value.map((one) => transformed(items, one)) : value
  if (!isJsonObject(value)) return value
  const properties = ownMember(schema, 'properties')
  const pairs = Object.entries(value).map(([name, one]) => {
    const property = ownMember(properties, name)
    return [name, isJsonObject(property) ? transformed(property, one) : one] as const
  })
  return Object.fromEntries(pairs)
}

/** Returns the names of transforms anywhere in a schema. */
export function transformNamesIn(schema: JsonValue, depth = 0): readonly JsonValue[] {
  if (!isJsonObject(schema) || depth > 12) return []
  const own = ownMember(schema, TRANSFORM_KEY)
  const nested = [ownMember(schema, 'items'), ...Object.values(ownMember(schema, 'properties') ?? {})]
  return [
    ...(own === undefined ? [] : [own]),
    ...nested.flatMap((one) => transformNamesIn(one ?? null, depth + 1)),
  ]
}
