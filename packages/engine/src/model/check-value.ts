import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, ownMember } from '#text/json-object'
import type { Parameter } from './definition.ts'
import { EngineError } from './errors.ts'
import type { JsonSchema, JsonValue } from './json.ts'

// Own code: Ajv checks everything in a schema, and compiles each schema. The service judges ranges and formats.

/**
 * Checks a caller's value against its schema: `enum`, `items.enum`, and whether it is an array. The service checks
 * ranges and formats.
 *
 * @throws {EngineError} `invalid_parameter` with the allowed values.
 */
export function checkValue(parameter: Parameter, value: JsonValue): void {
  const { schema } = parameter
  const allowed = listIn(schema, 'enum')
  if (allowed !== undefined && !allowed.some((member) => isSame(parameter, member, value))) {
    throw invalidParameter(parameter.name, `must be one of ${toText(allowed)}`)
  }
  if (!isArraySchema(schema)) return
  if (!Array.isArray(value)) throw invalidParameter(parameter.name, 'must be an array')
  const items = ownMember(schema, 'items')
  const members = isJsonObject(items) ? listIn(items, 'enum') : undefined
  if (members === undefined) return
  // Each distinct element is compared only once.
  const accepted = new Set<JsonValue>()
  for (const element of value) {
    if (accepted.has(element)) continue
    if (!members.some((member) => isSame(parameter, member, element))) {
      throw invalidParameter(parameter.name, `may hold only ${toText(members)}`)
    }
    accepted.add(element)
  }
}

/** Maximum number of characters to match. A longer string may take more time and stack than one call may use. */
const MAX_FORM_LENGTH = 20_000

/**
 * Checks a string, or each string of a list, against the parameter's pattern.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function checkForm({ name, pattern }: Parameter, value: JsonValue): void {
  if (pattern === undefined) return
  for (const element of Array.isArray(value) ? value : [value]) {
    const isPlain = typeof element === 'string' || typeof element === 'number' || typeof element === 'boolean'
    if (isPlain && String(element).length > MAX_FORM_LENGTH) {
      throw invalidParameter(name, `must not be longer than ${MAX_FORM_LENGTH} characters`)
    }
    if (isPlain && pattern.test(String(element))) continue
    throw invalidParameter(name, 'is not written as its description asks')
  }
}

/**
 * Checks a string from a query as the value of a parameter, or as one element of its list.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function checkText(parameter: Parameter, text: string): void {
  checkValue(parameter, isArraySchema(parameter.schema) ? [text] : text)
  checkForm(parameter, text)
}

/** Creates the error for a value that cannot be sent. `why` must not repeat the value, which may be private. */
export function invalidParameter(parameter: string, why: string) {
  return new EngineError('invalid_parameter', `The parameter ${parameter} ${why}.`, { parameter })
}

// In a URL every value is a string, so "5" equals 5. In JSON they differ.
function isSame(parameter: Parameter, member: JsonValue, value: JsonValue | undefined): boolean {
  if (isDeepStrictEqual(member, value)) return true
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return parameter.in === 'query' && isPlain && member !== null && String(member) === String(value)
}

function isArraySchema(schema: JsonSchema): boolean {
  const type = ownMember(schema, 'type')
  return type === 'array' || (Array.isArray(type) && type.includes('array') && onlyNullBeside(type))
}

// A field that may be an array or a string does not count as an array field.
function onlyNullBeside(types: readonly JsonValue[]): boolean {
  return types.every((type) => type === 'array' || type === 'null')
}

function listIn(schema: JsonSchema, key: string): readonly JsonValue[] | undefined {
  const list = ownMember(schema, key)
  return Array.isArray(list) ? list : undefined
}

function toText(values: readonly JsonValue[]): string {
  return values
    .slice(0, 50)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(', ')
}
