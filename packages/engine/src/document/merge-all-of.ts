import type { JsonSchema, JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'

// Own code: `json-schema-merge-allof` throws if parts contradict each other, and documents of services have such parts.

/**
 * Merges the properties, requirements and other keywords of `allOf` into the schema itself, so that all fields are in
 * one place. The schema's own keywords take precedence.
 */
export function mergeAllOf(schema: JsonSchema): JsonSchema {
  const parts = ownMember(schema, 'allOf')
  if (!Array.isArray(parts) || !parts.every(isJsonObject)) return schema
  const { allOf: _parts, ...own } = schema
  const all = [...parts.map(mergeAllOf), own]
  const properties = Object.assign({}, ...all.map((part) => objectAt(part, 'properties'))) as JsonSchema
  const required = [...new Set(all.flatMap((part) => listAt(part, 'required')))]
  return {
    ...(Object.assign({}, ...all) as JsonSchema),
    ...(Object.keys(properties).length > 0 && { type: 'object', properties }),
    ...(required.length > 0 && { required }),
  }
}

function objectAt(schema: JsonSchema, key: string): JsonSchema {
  const value = ownMember(schema, key)
  return isJsonObject(value) ? value : {}
}

function listAt(schema: JsonSchema, key: string): readonly JsonValue[] {
  const value = ownMember(schema, key)
  return Array.isArray(value) ? value : []
}
