import type { JsonSchema, JsonValue } from '#model/json'
import { isJsonObject, ownMember } from '#text/json-object'
import { documented } from './comment.ts'

// Own code: `json-schema-to-typescript` is asynchronous, includes a formatter and does not let the caller choose the
// names of types.

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/
const MAX_DEPTH = 16

/**
 * Function that returns the name of an object schema declared elsewhere. If it returns undefined, the type is written
 * inline.
 */
export type GetName = (schema: JsonSchema) => string | undefined

/**
 * Prints a JSON Schema as a TypeScript type. Constraints that TypeScript cannot express (patterns, bounds, formats) are
 * left out. A schema that is not understood becomes `unknown`, never a type that is too narrow.
 *
 * @param schema Plain JSON Schema: null as a type, no OpenAPI keywords.
 */
export function printType(schema: JsonSchema, getName: GetName = () => undefined): string {
  return print(schema, getName, 0)
}

/** Prints the braces of an object schema and their content, without using the schema's name. */
export function printMembers(schema: JsonSchema, getName: GetName = () => undefined): string {
  return printObject(schema, getName, 0)
}

function print(schema: JsonValue | undefined, getName: GetName, depth: number): string {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return 'unknown'
  const constant = ownMember(schema, 'const')
  if (constant !== undefined) return JSON.stringify(constant)
  const values = ownMember(schema, 'enum')
  if (Array.isArray(values)) return union(values.map((value) => JSON.stringify(value)))
  const alternatives = ownMember(schema, 'anyOf') ?? ownMember(schema, 'oneOf')
  const type = getType(schema)
  if (type === undefined && Array.isArray(alternatives)) {
    return union(alternatives.map((one) => print(one, getName, depth)))
  }
  const parts = ownMember(schema, 'allOf')
  if (type === undefined && Array.isArray(parts)) {
    return parts.map((one) => bracketed(print(one, getName, depth), '|')).join(' & ')
  }
  if (!Array.isArray(type)) return printOne(type, schema, getName, depth)
  return union(type.map((one) => printOne(one, schema, getName, depth)))
}

function getType(schema: JsonSchema): JsonValue | undefined {
  const type = ownMember(schema, 'type')
  if (type !== undefined) return type
  if (ownMember(schema, 'properties') !== undefined) return 'object'
  return ownMember(schema, 'items') === undefined ? undefined : 'array'
}

function printOne(type: JsonValue | undefined, schema: JsonSchema, getName: GetName, depth: number): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `${bracketed(print(ownMember(schema, 'items'), getName, depth + 1), '|&')}[]`
    case 'object':
      return getName(schema) ?? printObject(schema, getName, depth)
    default:
      return 'unknown'
  }
}

function printObject(schema: JsonSchema, getName: GetName, depth: number): string {
  const properties = ownMember(schema, 'properties')
  const further = ownMember(schema, 'additionalProperties')
  const members = isJsonObject(properties) ? Object.entries(properties) : []
  if (members.length === 0) {
    if (further === false) return 'Record<string, never>'
    return `Record<string, ${isJsonObject(further) ? print(further, getName, depth + 1) : 'unknown'}>`
  }
  const required = ownMember(schema, 'required')
  const isRequired = (name: string) => Array.isArray(required) && required.includes(name)
  const lines = members.map(([name, member]) => {
    const mark = isRequired(name) ? '' : '?'
    return documented(describe(member), `${quoted(name)}${mark}: ${print(member, getName, depth + 1)}`)
  })
  // TypeScript requires an index signature to allow the types of the named members too.
  const rest = further === true || isJsonObject(further) ? ['[name: string]: unknown'] : []
  return `{\n${[...lines, ...rest].join('\n')}\n}`
}

function describe(member: JsonValue): string | undefined {
  const description = ownMember(member, 'description')
  const fallback = ownMember(member, 'default')
  const shown =
    fallback === undefined || typeof fallback === 'object' ? [] : [`Default: ${String(fallback)}.`]
  const texts = [...(typeof description === 'string' ? [description] : []), ...shown]
  return texts.length === 0 ? undefined : texts.join(' ')
}

/** Returns a property name as it is written in a type, in quotes if needed. */
export function quoted(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name)
}

function union(types: readonly string[]): string {
  const distinct = [...new Set(types)]
  if (distinct.length === 0) return 'never'
  return distinct.includes('unknown') ? 'unknown' : distinct.join(' | ')
}

function bracketed(type: string, operators: string): string {
  const isOpen = [...operators].some((operator) => topLevel(type).includes(` ${operator} `))
  return isOpen ? `(${type})` : type
}

/** Returns a type without the content of its braces, brackets and quotes. */
function topLevel(type: string): string {
  let depth = 0
  let isQuoted = false
  let kept = ''
  for (let at = 0; at < type.length; at++) {
    const character = type[at] ?? ''
    if (character === '\\' && isQuoted) at++
    else if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if ('{[(<'.includes(character)) depth++
    else if ('}])>'.includes(character)) depth--
    else if (depth === 0) kept += character
  }
  return kept
}
