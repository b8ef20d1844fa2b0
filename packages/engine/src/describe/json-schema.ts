import type { JsonSchema, JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'

// OpenAPI keywords that have no meaning in JSON Schema.
const LEFT_OUT: ReadonlySet<string> = new Set(['xml', 'discriminator', 'externalDocs', 'nullable', 'example'])
const MAX_DEPTH = 12
/** Keywords whose value is a schema, and those whose value is a list of schemas. */
const NESTING: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'not'])
const LISTING: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf'])

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

/** Characters of schemas that may still be written out. */
export interface SchemaBudget {
  left: number
}

let left = Number.POSITIVE_INFINITY

/**
 * Runs `work` with a limit of how much its schemas are written out, and takes what it writes from the budget. What is
 * beyond the limit becomes `{}`, which allows everything. A few schemas that contain each other many times are small in
 * a document, and too large for memory when they are written out. Nested limits count together.
 */
export function limitingSchemas<T>(budget: SchemaBudget, work: () => T): T {
  const before = left
  const given = Math.min(before, budget.left)
  left = given
  try {
    return work()
  } finally {
    const written = given - left
    budget.left -= written
    left = before - written
  }
}

/** Characters that each schema counts for, however short it is. It takes memory and time too. */
const EACH = 64

const weights = new WeakMap<JsonSchema, number>()

/** Returns the length of a schema without those in it. */
function getWeight(schema: JsonSchema): number {
  const known = weights.get(schema)
  if (known !== undefined) return known
  const texts = Object.entries(schema).map(([key, value]) =>
    key === 'properties' && isJsonObject(value)
      ? Object.keys(value).join().length
      : isNesting(key, value)
        ? 0
        : (JSON.stringify(value)?.length ?? 0),
  )
  const weight = texts.reduce((sum, length) => sum + length, EACH)
  weights.set(schema, weight)
  return weight
}

function isNesting(key: string, value: JsonValue): boolean {
  return isJsonObject(value) ? NESTING.has(key) : LISTING.has(key) && Array.isArray(value)
}

function plain(schema: JsonSchema, depth: number): JsonSchema {
  if (depth > MAX_DEPTH) return {}
  // Shared schemas are not written out.
  if (shared === undefined) {
    if (left <= 0) return {}
    left -= getWeight(schema)
  }
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
  if (NESTING.has(key)) return nested(value, depth)
  return LISTING.has(key) && Array.isArray(value) ? value.map((one) => nested(one, depth)) : value
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
