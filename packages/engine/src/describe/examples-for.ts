import type { JsonSchema, JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'

// Own code: `openapi-sampler` includes an XML parser, does not support `contentEncoding` and picks null from an enum.

const BY_FORMAT: ReadonlyMap<string, string> = new Map([
  ['date', '2025-01-31'],
  ['date-time', '2025-01-31T12:00:00Z'],
  ['time', '12:00:00Z'],
  ['uuid', '00000000-0000-4000-8000-000000000000'],
  ['email', 'ann@acme.example'],
  ['uri', 'https://acme.example/'],
  ['url', 'https://acme.example/'],
  ['hostname', 'acme.example'],
  ['ipv4', '192.0.2.1'],
  ['ipv6', '2001:db8::1'],
  ['binary', 'ZXhhbXBsZQ=='],
  ['byte', 'ZXhhbXBsZQ=='],
  ['base64', 'ZXhhbXBsZQ=='],
])
const MAX_DEPTH = 6
/** Maximum number of values in the example of a whole schema. */
const MAX_VALUES = 2000

/** Extent of an example: the members that a schema requires, or all of them while values are left. */
interface Extent {
  readonly isWhole: boolean
  left: number
}

/**
 * Returns example params that are enough to plan an operation, derived from their JSON Schema alone: a value for each
 * required param, from its examples, defaults or enums if it has them.
 */
export function examplesFor(params: JsonSchema): Record<string, JsonValue> {
  const properties = ownMember(params, 'properties')
  const required = ownMember(params, 'required')
  const [choice] = listAt(params, 'anyOf')
  const names = [...(Array.isArray(required) ? required : []), ...listAt(choice, 'required')]
  const extent = { isWhole: false, left: MAX_VALUES }
  const pairs = names.map(
    (name) => [String(name), getExample(ownMember(properties, String(name)), 0, extent)] as const,
  )
  return Object.fromEntries(pairs)
}

/** Returns a value with all members that a JSON Schema describes, if the schema is simple. */
export function wholeExample(schema: JsonSchema): JsonValue {
  return getExample(schema, 0, { isWhole: true, left: MAX_VALUES })
}

/** Returns a value that a JSON Schema allows, if the schema is simple. */
function getExample(schema: JsonValue | undefined, depth: number, extent: Extent): JsonValue {
  extent.left -= 1
  const [example] = listAt(schema, 'examples')
  const given = example ?? ownMember(schema, 'const') ?? ownMember(schema, 'default')
  const suited = given === undefined || given === null ? undefined : toType(schema, given)
  if (suited !== undefined) return suited
  const member = listAt(schema, 'enum').find((value) => value !== null)
  if (member !== undefined) return member
  const [option] = [...listAt(schema, 'oneOf'), ...listAt(schema, 'anyOf'), ...listAt(schema, 'allOf')]
  const isMerged = extent.isWhole && listAt(schema, 'allOf').length > 0
  if (ownMember(schema, 'type') === undefined && option !== undefined && !isMerged && depth < MAX_DEPTH) {
    return getExample(option, depth + 1, extent)
  }
  switch (isMerged ? 'object' : getType(schema)) {
    case 'integer':
    case 'number':
      return numberIn(schema)
    case 'boolean':
      return true
    case 'array':
      return depth < MAX_DEPTH ? [getExample(ownMember(schema, 'items'), depth + 1, extent)] : []
    case 'object':
      return depth < MAX_DEPTH ? objectIn(schema, depth, extent) : {}
    default:
      return textIn(schema)
  }
}

/**
 * Converts an example to the type of its schema: documents give strings for numbers, and one element for a list.
 * Returns undefined if the example cannot be converted.
 */
function toType(schema: JsonValue | undefined, given: JsonValue): JsonValue | undefined {
  const stated = ownMember(schema, 'type')
  const types = (Array.isArray(stated) ? stated : [stated]).filter((type) => typeof type === 'string')
  const actual = Array.isArray(given) ? 'array' : typeof given
  if (types.includes('array') || (types.length === 0 && getType(schema) === 'array')) {
    const items = ownMember(schema, 'items')
    const elements = (Array.isArray(given) ? given : [given]).map((one) => toType(items, one))
    return elements.every((one) => one !== undefined) ? elements : undefined
  }
  const isNumber = types.some((type) => type === 'integer' || type === 'number')
  if (types.length === 0 || types.includes(actual) || (isNumber && actual === 'number')) return given
  if (types.includes('string') && actual !== 'object' && actual !== 'array') return String(given)
  if (isNumber && typeof given === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(given)) return Number(given)
  return undefined
}

function getType(schema: JsonValue | undefined): JsonValue | undefined {
  const type = ownMember(schema, 'type')
  const known = Array.isArray(type) ? type.find((one) => one !== 'null') : type
  if (known !== undefined) return known
  if (ownMember(schema, 'properties') !== undefined) return 'object'
  return ownMember(schema, 'items') === undefined ? undefined : 'array'
}

function numberIn(schema: JsonValue | undefined): number {
  const minimum = ownMember(schema, 'minimum')
  const maximum = ownMember(schema, 'maximum')
  const least = typeof minimum === 'number' ? Math.max(1, minimum) : 1
  return typeof maximum === 'number' ? Math.min(least, maximum) : least
}

function objectIn(schema: JsonValue | undefined, depth: number, extent: Extent): JsonValue {
  const properties = extent.isWhole
    ? getAllProperties(schema, depth, extent)
    : ownMember(schema, 'properties')
  if (!isJsonObject(properties)) return extent.isWhole ? {} : { key: 'example' }
  const names = listAt(schema, 'required').map(String)
  const chosen = extent.isWhole
    ? Object.keys(properties)
    : names.length > 0
      ? names
      : Object.keys(properties).slice(0, 1)
  return Object.fromEntries(
    chosen.flatMap((name): [string, JsonValue][] =>
      extent.left <= 0 ? [] : [[name, getExample(ownMember(properties, name), depth + 1, extent)]],
    ),
  )
}

function getAllProperties(schema: JsonValue | undefined, depth: number, extent: Extent): JsonValue {
  // Parts can contain the same parts again, so that a small document has a great many.
  if (extent.left <= 0) return {}
  extent.left -= 1
  const own = ownMember(schema, 'properties')
  const parts = depth < MAX_DEPTH ? listAt(schema, 'allOf') : []
  return Object.fromEntries(
    [...parts.map((part) => getAllProperties(part, depth + 1, extent)), own].flatMap((one) =>
      isJsonObject(one) ? Object.entries(one) : [],
    ),
  )
}

function textIn(schema: JsonValue | undefined): string {
  const format = ownMember(schema, 'format')
  const encoding = ownMember(schema, 'contentEncoding')
  const name = typeof encoding === 'string' ? encoding : format
  const text = (typeof name === 'string' ? BY_FORMAT.get(name) : undefined) ?? 'example'
  const shortest = ownMember(schema, 'minLength')
  const longest = ownMember(schema, 'maxLength')
  const padded = text.padEnd(typeof shortest === 'number' ? Math.min(shortest, 1000) : 0, 'x')
  return typeof longest === 'number' && longest > 0 ? padded.slice(0, longest) : padded
}

function listAt(schema: JsonValue | undefined, key: string): readonly JsonValue[] {
  const list = ownMember(schema, key)
  return Array.isArray(list) ? list : []
}
