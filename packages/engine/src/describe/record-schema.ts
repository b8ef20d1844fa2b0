import { LIST_ACTIONS, type Operation } from '#model/definition'
import type { JsonSchema } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'
import { plainSchema } from './json-schema.ts'

/**
 * Returns the schema of one record of an operation's result: the part of the response schema at the path of the
 * records. Undefined if the document has none, or if a transform replaces the records.
 */
export function recordSchema(operation: Operation): JsonSchema | undefined {
  const { response_schema, record_extractor, record_transform, action } = operation
  if (response_schema === undefined || record_transform !== undefined) return undefined
  let schema: unknown = plainSchema(response_schema)
  for (const step of record_extractor?.steps ?? []) {
    const next =
      typeof step === 'object' && 'member' in step ? getMember(schema, step.member) : getItems(schema)
    if (next === undefined && step !== 'each') return undefined
    // `[*]` on a value that is not a list yields the value itself.
    schema = next ?? schema
  }
  const isList = LIST_ACTIONS.has(action)
  const record = isList ? (getItems(schema) ?? schema) : schema
  return isJsonObject(record) && isRecord(record) ? { ...record, type: 'object' } : undefined
}

function getMember(schema: unknown, name: string): unknown {
  return isJsonObject(schema) ? ownMember(ownMember(schema, 'properties'), name) : undefined
}

function getItems(schema: unknown): unknown {
  return isJsonObject(schema) ? ownMember(schema, 'items') : undefined
}

/**
 * Returns whether a schema describes a record: it must have members, because a value that is not an object is wrapped
 * in `{ value }`.
 */
function isRecord(schema: JsonSchema): boolean {
  const properties = ownMember(schema, 'properties')
  return isJsonObject(properties) && Object.keys(properties).length > 0
}
