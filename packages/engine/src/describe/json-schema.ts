import type { JsonSchema, JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'

// Words of OpenAPI that mean nothing to a reader of JSON Schema.
const LEFT_OUT: ReadonlySet<string> = new Set(['xml', 'discriminator', 'externalDocs', 'nullable', 'example'])
const MAX_DEPTH = 12

/** A document's schema as plain JSON Schema: no OpenAPI words, `nullable` as a type, examples in a list. */
export function plainSchema(schema: JsonSchema): JsonSchema {
  return plain(schema, 0)
}

/** Results by schema and depth, while many operations with the same schemas are described. */
let shared: WeakMap<JsonSchema, JsonSchema[]> | undefined

/**
 * Does work in which no schema is made plain twice. Operations of large documents share schemas, in which others occur
 * again and again: written out they are a thousand times as many.
 */
export function sharingSchemas<T>(work: () => T): T {
  const before = shared
  shared = new WeakMap()
  try {
    return work()
  } finally {
    shared = before
  }
}

function plain(schema: JsonSchema, depth: number): JsonSchema {
  if (depth > MAX_DEPTH) return {}
  const known = shared?.get(schema)
  const made = known?.[depth] ?? makePlain(schema, depth)
  if (known !== undefined) known[depth] = made
  else if (shared !== undefined) {
    const results: JsonSchema[] = []
    results[depth] = made
    shared.set(schema, results)
  }
  return made
}

function makePlain(schema: JsonSchema, depth: number): JsonSchema {
  const members = Object.entries(schema).flatMap(([key, value]): [string, JsonValue][] => {
    if (LEFT_OUT.has(key) || key.startsWith('x-')) return []
    return [[key, plainMember(key, value, depth)]]
  })
  const example = ownMember(schema, 'example')
  if (example !== undefined && ownMember(schema, 'examples') === undefined)
    members.push(['examples', [example]])
  const result = Object.fromEntries(members)
  return ownMember(schema, 'nullable') === true ? withNull(result) : result
}

function plainMember(key: string, value: JsonValue, depth: number): JsonValue {
  if (key === 'properties' && isJsonObject(value)) {
    const pairs = Object.entries(value).map(([name, one]) => [name, nested(one, depth)] as const)
    return Object.fromEntries(pairs)
  }
  if (key === 'items' || key === 'additionalProperties' || key === 'not') return nested(value, depth)
  const isList = key === 'allOf' || key === 'anyOf' || key === 'oneOf'
  return isList && Array.isArray(value) ? value.map((one) => nested(one, depth)) : value
}

function nested(value: JsonValue, depth: number): JsonValue {
  return isJsonObject(value) ? plain(value, depth + 1) : value
}

/** A schema that also takes null. */
export function withNull(schema: JsonSchema): JsonSchema {
  const type = ownMember(schema, 'type')
  if (type === undefined) return schema
  const types = Array.isArray(type) ? type : [type]
  return types.includes('null') ? schema : { ...schema, type: [...types, 'null'] }
}
