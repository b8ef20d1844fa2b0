import type { JsonSchema, JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'

/** Named schemas of a declaration file, in the order in which they were found. */
export interface NamedSchemas {
  readonly entries: readonly (readonly [name: string, schema: JsonSchema])[]
  /** Returns the name of an object schema. Its description, and whether it may be null, make no difference. */
  getName(schema: JsonSchema): string | undefined
}

/** A schema that always gets a name, because it describes the records of an entity. */
export interface Root {
  readonly name: string
  readonly schema: JsonSchema
}

/**
 * Names every root, and each object with members that occurs more than once inside the roots. Such an object is named
 * after the property where it was found first.
 *
 * @param taken Names that are already in use.
 */
export function nameSchemas(roots: readonly Root[], taken: Iterable<string>): NamedSchemas {
  const counts = new Map<string, number>()
  for (const { schema } of roots) count(schema, counts)
  const names = new Map<string, string>()
  const used = new Set(taken)
  const entries: [string, JsonSchema][] = []
  const add = (wanted: string, schema: JsonSchema) => {
    const key = toKey(schema)
    if (names.has(key)) return
    const name = free(wanted, used)
    names.set(key, name)
    used.add(name)
    entries.push([name, schema])
  }
  for (const { name, schema } of roots) add(name, schema)
  for (const { schema } of roots) {
    visitObjects(schema, '', (found, property) => {
      if ((counts.get(toKey(found)) ?? 0) > 1) add(singular(pascal(property)), found)
    })
  }
  return { entries, getName: (schema) => (hasMembers(schema) ? names.get(toKey(schema)) : undefined) }
}

/** Converts `pull_requests` to `PullRequests`. Other characters than letters and digits separate words. */
export function pascal(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const joined = words.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join('')
  return /^[A-Za-z]/.test(joined) ? joined : `Of${joined}`
}

/** Returns the singular of a plural English noun, judging by its ending. */
export function singular(noun: string): string {
  if (/ies$/.test(noun)) return noun.replace(/ies$/, 'y')
  if (/(ss|us|is)$/.test(noun)) return noun
  if (/(ch|sh|x|ss)es$/.test(noun)) return noun.replace(/es$/, '')
  return noun.replace(/s$/, '')
}

function count(schema: JsonSchema, counts: Map<string, number>): void {
  visitObjects(schema, '', (found) => {
    const key = toKey(found)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  })
}

/** Visits every object with members inside a schema, but not the schema itself. */
function visitObjects(
  schema: JsonValue | undefined,
  property: string,
  visit: (schema: JsonSchema, property: string) => void,
): void {
  if (!isJsonObject(schema)) return
  const properties = ownMember(schema, 'properties')
  const members: (readonly [string, JsonValue | undefined])[] = isJsonObject(properties)
    ? Object.entries(properties)
    : []
  const inside = [...members, [property, ownMember(schema, 'items')] as const]
  for (const [name, member] of inside) {
    if (!isJsonObject(member)) continue
    if (hasMembers(member)) visit(member, name)
    visitObjects(member, name, visit)
  }
}

function hasMembers(schema: JsonSchema): boolean {
  const properties = ownMember(schema, 'properties')
  return isJsonObject(properties) && Object.keys(properties).length > 0
}

// Schemas that differ only in title, description or nullability are the same.
function toKey({ description: _said, title: _title, type: _object, ...schema }: JsonSchema): string {
  return JSON.stringify(schema)
}

function free(wanted: string, used: ReadonlySet<string>): string {
  if (!used.has(wanted)) return wanted
  for (let number = 2; ; number++) if (!used.has(`${wanted}${number}`)) return `${wanted}${number}`
}
