import type { JsonSchema, JsonValue } from '@bulkhead/engine'
import { isJsonObject, ownMember } from '@bulkhead/engine/text'

/** Operation of one entity, as a model sees it. */
export interface ShownOperation {
  readonly entity: string
  readonly action: string
  readonly summary?: string
  readonly description?: string
  readonly effect: 'read' | 'write' | 'destructive'
  readonly effect_reason?: string
  readonly has_pages: boolean
  readonly params?: JsonSchema
  readonly example?: { readonly [name: string]: JsonValue }
  readonly record_fields?: readonly string[]
}

/** Operations whose JSON fits, with what they share and how to get what was left out. */
export interface FittingOperations {
  readonly operations: readonly ShownOperation[]
  /** Schemas that occur more than once. A `$ref` names them. */
  readonly schemas?: Readonly<Record<string, JsonSchema>>
  readonly more?: string
}

const NESTING = ['items', 'additionalProperties', 'not'] as const
const LISTING = ['allOf', 'anyOf', 'oneOf'] as const
/** Length from which a schema that occurs twice is written once. */
const WORTH_SHARING = 300
/** How many times the limit is compared for schemas that occur twice. */
const WORTH_COMPARING = 8
const DEEPEST = 8
const SHORT_TEXT = 160
const MOST_TEXT = 4_000
const FEW_FIELDS = 40
/** End of the text of a schema whose fields were cut. */
const CUT = /(^| )Fields: [^ ].*\.$/s

/**
 * Returns operations in at most `most` characters of JSON. Repeated schemas are written once. If that does not suffice,
 * schemas are cut, the deepest first, then texts, then whole schemas.
 */
export function fitOperations(whole: readonly ShownOperation[], most: number): FittingOperations {
  const writable = whole.map((one) => ({
    ...withParams(one, withoutReadOnly),
    ...(one.description !== undefined && { description: short(one.description, MOST_TEXT) }),
  }))
  const fits = (found: FittingOperations) => JSON.stringify(found).length <= most
  const all = sharing(writable, most)
  if (fits(all)) return all
  for (let depth = DEEPEST; depth >= 1; depth -= 1) {
    const cut = writable.map((one) => withFewFields(withParams(one, (schema) => cutBelow(schema, depth))))
    const found = { ...sharing(cut, most), more: cutNote(cut) }
    if (fits(found)) return found
  }
  const brief = writable.map((one) =>
    withFewFields(withParams(one, (schema) => withShortTexts(cutBelow(schema, 1)))),
  )
  const found = { ...sharing(brief, most), more: cutNote(brief) }
  if (fits(found)) return found
  const names = writable.map(({ params, example: _, record_fields: __, description: ___, ...rest }) => ({
    ...rest,
    params: {
      type: 'object',
      properties: Object.fromEntries(propertyNames(params).map((name) => [name, {}])),
    },
  }))
  const more =
    names.length > 1
      ? 'The schemas of these operations are too long for one result. Name one with `action`.'
      : 'The schema is too long for one result. Name a part of the params with `path`.'
  const bare = { operations: names, more }
  if (fits(bare)) return bare
  return { operations: names.map(({ params: _, ...rest }) => rest), more }
}

/** Returns the schema of a part of the params, at a dotted path. Undefined if there is none. */
export function schemaAt(schema: JsonSchema, path: string): JsonSchema | undefined {
  let found: JsonSchema | undefined = schema
  for (const name of path.split('.')) found = found === undefined ? undefined : memberOf(found, name)
  return found
}

function memberOf(schema: JsonSchema, name: string): JsonSchema | undefined {
  const own = ownMember(ownMember(schema, 'properties'), name)
  if (isJsonObject(own)) return own
  for (const inner of innerSchemas(schema)) {
    const found = memberOf(inner, name)
    if (found !== undefined) return found
  }
  return undefined
}

function innerSchemas(schema: JsonSchema): JsonSchema[] {
  const one = NESTING.map((key) => ownMember(schema, key)).filter(isJsonObject)
  const several = LISTING.flatMap((key) => ownMember(schema, key) ?? []).filter(isJsonObject)
  return [...one, ...several]
}

/** Returns the schema with each property, and each schema within, replaced by what `change` returns. */
function mapNested(
  schema: JsonSchema,
  change: (nested: JsonSchema, name: string | undefined) => JsonSchema | undefined,
): JsonSchema {
  const members = Object.entries(schema).map(([key, value]): [string, JsonValue] => {
    if (key === 'properties' && isJsonObject(value)) {
      const kept = Object.entries(value).flatMap(([name, one]) => {
        const changed = isJsonObject(one) ? change(one, name) : one
        return changed === undefined ? [] : [[name, changed] as const]
      })
      return [key, Object.fromEntries(kept)]
    }
    if (NESTING.some((known) => known === key) && isJsonObject(value))
      return [key, change(value, undefined) ?? {}]
    if (LISTING.some((known) => known === key) && Array.isArray(value)) {
      return [key, value.map((one) => (isJsonObject(one) ? (change(one, undefined) ?? {}) : one))]
    }
    return [key, value]
  })
  return Object.fromEntries(members)
}

function withParams(operation: ShownOperation, change: (schema: JsonSchema) => JsonSchema): ShownOperation {
  return operation.params === undefined ? operation : { ...operation, params: change(operation.params) }
}

/** Leaves out the fields that only the service sets. */
function withoutReadOnly(schema: JsonSchema): JsonSchema {
  const properties = ownMember(schema, 'properties') ?? {}
  const isDropped = (name: JsonValue) =>
    typeof name === 'string' && ownMember(ownMember(properties, name), 'readOnly') === true
  const kept = Object.entries(schema).map(([key, value]): [string, JsonValue] => {
    if (!Array.isArray(value)) return [key, value]
    if (key === 'required') return [key, value.filter((name) => !isDropped(name))]
    return [key, key === 'anyOf' ? value.filter((one) => !demanded(one).some(isDropped)) : value]
  })
  return mapNested(Object.fromEntries(kept), (nested) =>
    ownMember(nested, 'readOnly') === true ? undefined : withoutReadOnly(nested),
  )
}

function demanded(schema: JsonValue): readonly JsonValue[] {
  const required = ownMember(schema, 'required')
  return Array.isArray(required) ? required : []
}

/** Replaces what lies deeper than `depth` objects by the names of its fields. */
function cutBelow(schema: JsonSchema, depth: number): JsonSchema {
  return mapNested(schema, (nested, name) => {
    // A list or a choice lies as deep as what it is of.
    if (name === undefined) return cutBelow(nested, depth)
    if (depth > 1) return cutBelow(nested, depth - 1)
    const fields = propertyNames(nested)
    if (fields.length === 0) return nested
    const { type, description } = nested
    const text = typeof description === 'string' ? `${short(description, SHORT_TEXT)} ` : ''
    return {
      ...(type !== undefined && { type }),
      description: `${text}Fields: ${short(fields.join(', '), SHORT_TEXT)}.`,
    }
  })
}

function withShortTexts(schema: JsonSchema): JsonSchema {
  const nested = mapNested(schema, (one) => withShortTexts(one))
  const { examples: _, description, ...rest } = nested
  return { ...rest, ...(typeof description === 'string' && { description: short(description, SHORT_TEXT) }) }
}

function withFewFields(operation: ShownOperation): ShownOperation {
  const { record_fields } = operation
  return record_fields === undefined
    ? operation
    : { ...operation, record_fields: record_fields.slice(0, FEW_FIELDS) }
}

/** Returns the names of the fields of a schema, through lists and choices. */
function propertyNames(schema: JsonSchema | undefined): string[] {
  if (schema === undefined) return []
  const own = ownMember(schema, 'properties')
  const names = isJsonObject(own) ? Object.keys(own) : []
  return [...new Set([...names, ...innerSchemas(schema).flatMap(propertyNames)])]
}

function cutNote(operations: readonly ShownOperation[]): string {
  const path = operations.map(({ params }) => findCut(params ?? {}, [])).find((found) => found !== undefined)
  const hint = path === undefined ? '' : `, such as \`${path.join('.')}\``
  return `Schemas are cut to fit. Name one operation with \`action\`, and a part of its params with \`path\`${hint}, to see what is left out.`
}

/** Returns the path of the first field whose schema was cut. */
function findCut(schema: JsonSchema, path: readonly string[]): readonly string[] | undefined {
  const { description } = schema
  if (path.length > 0 && typeof description === 'string' && CUT.test(description)) return path
  for (const [name, one] of Object.entries(ownMember(schema, 'properties') ?? {})) {
    const found = isJsonObject(one) ? findCut(one, [...path, name]) : undefined
    if (found !== undefined) return found
  }
  for (const inner of innerSchemas(schema)) {
    const found = findCut(inner, path)
    if (found !== undefined) return found
  }
  return undefined
}

/** Writes the schemas that occur more than once in one place, unless there is far too much to fit in any case. */
function sharing(operations: readonly ShownOperation[], most: number): FittingOperations {
  if (JSON.stringify(operations).length > WORTH_COMPARING * most) return { operations }
  const counts = new Map<string, { count: number; name: string }>()
  const visit = (schema: JsonSchema) => {
    mapNested(schema, (nested, name) => {
      const text = JSON.stringify(nested)
      if (text.length < WORTH_SHARING) return nested
      const known = counts.get(text)
      if (known !== undefined) known.count += 1
      else {
        counts.set(text, { count: 1, name: name ?? 'item' })
        visit(nested)
      }
      return nested
    })
  }
  for (const { params } of operations) if (params !== undefined) visit(params)
  const schemas = new Map<string, JsonSchema>()
  const names = new Map<string, string>()
  const replace = (schema: JsonSchema): JsonSchema =>
    mapNested(schema, (nested) => {
      const text = JSON.stringify(nested)
      const known = counts.get(text)
      if (known === undefined || known.count < 2) return replace(nested)
      const named = names.get(text)
      if (named !== undefined) return { $ref: `#/schemas/${named}` }
      const taken = [...schemas.keys()].filter((one) => one.replace(/_\d+$/, '') === known.name).length
      const name = taken === 0 ? known.name : `${known.name}_${taken + 1}`
      names.set(text, name)
      schemas.set(name, {})
      schemas.set(name, replace(nested))
      return { $ref: `#/schemas/${name}` }
    })
  const shared = operations.map((one) => withParams(one, replace))
  return { operations: shared, ...(schemas.size > 0 && { schemas: Object.fromEntries(schemas) }) }
}

/** Returns a text of at most `most` characters, which ends in an ellipsis if it was longer. */
export function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
}
