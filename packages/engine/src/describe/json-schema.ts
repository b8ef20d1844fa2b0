import type { JsonSchema, JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'

// OpenAPI keywords that have no meaning in JSON Schema.
const LEFT_OUT: ReadonlySet<string> = new Set(['xml', 'discriminator', 'externalDocs', 'nullable', 'example'])
const MAX_DEPTH = 12

/** Converts a document's schema to plain JSON Schema: no OpenAPI keywords, `nullable` as a type, examples as a list. */
export function plainSchema(schema: JsonSchema): JsonSchema {
  return plain(schema, 0)
}

/** Cache of results by schema and depth. Set while many operations with the same schemas are described. */
let shared: WeakMap<JsonSchema, JsonSchema[]> | undefined

/**
 * Runs `work` with a cache, so that each schema is converted only once. Operations of large documents share nested
 * schemas; written out in full, there would be a thousand times as many.
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

/** Returns the schema with null allowed as well. */
export function withNull(schema: JsonSchema): JsonSchema {
  const type = ownMember(schema, 'type')
  if (type === undefined) return schema
  const types = Array.isArray(type) ? type : [type]
  return types.includes('null') ? schema : { ...schema, type: [...types, 'null'] }
}
