import type { JsonSchema, JsonValue } from '@bulkhead/engine'
import { isJsonObject } from '@bulkhead/engine/text'

type Json = { readonly [key: string]: JsonValue }

/** Keys that readers of JSON Schema ignore. */
const LEFT_OUT: readonly string[] = ['xml', 'discriminator', 'externalDocs']

/** Returns a schema, or the members of one, down to a depth and without some keywords. */
export function pruned(value: JsonSchema, depth: number, further: readonly string[] = []): Json {
  const isNamed = (key: string) => key.startsWith('x-') || LEFT_OUT.includes(key) || further.includes(key)
  const inner = (member: JsonValue, deeper: number): JsonValue =>
    isJsonObject(member) ? pruned(member, deeper, further) : member
  const members = Object.entries(value).flatMap(([key, member]): [string, JsonValue][] => {
    if (key === 'properties' && isJsonObject(member)) {
      const named = Object.entries(member).map(([name, one]) => [name, inner(one, depth - 1)] as const)
      return depth > 0 ? [[key, Object.fromEntries(named)]] : []
    }
    if (isNamed(key) || (depth === 0 && key === 'required')) return []
    if (Array.isArray(member)) return [[key, member.map((one) => inner(one, depth))]]
    return [[key, inner(member, depth)]]
  })
  return Object.fromEntries(members)
}
