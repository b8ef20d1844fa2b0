import type { JsonSchema, JsonValue } from '@bulkhead/engine'
import { ownMember } from '@bulkhead/engine/text'

const MOST_FIELDS = 120
const MOST_DEPTH = 2

/** Returns the fields that a record's schema declares, as the dotted paths that `select_fields` takes. */
export function recordFields(schema: JsonSchema): string[] {
  return fieldsIn(schema, '', 1).slice(0, MOST_FIELDS)
}

function fieldsIn(schema: JsonValue | undefined, prefix: string, depth: number): string[] {
  const properties = ownMember(schema, 'properties')
  if (properties === undefined) {
    const items = ownMember(schema, 'items')
    return items === undefined ? [] : fieldsIn(items, prefix, depth)
  }
  return Object.entries(properties as JsonSchema).flatMap(([name, member]) => {
    const path = `${prefix}${name}`
    return [path, ...(depth < MOST_DEPTH ? fieldsIn(member, `${path}.`, depth + 1) : [])]
  })
}
