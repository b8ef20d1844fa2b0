import { isJsonObject, ownMember } from '#text/json-object'
import { invalidParameter } from './check-value.ts'
import type { Parameter } from './definition.ts'
import type { JsonSchema, JsonValue } from './json.ts'

const NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
}

/**
 * Checks the type of a caller's value, and of the elements of a list. The service checks deeper levels.
 *
 * @param isText Whether the value is written as a string, in a URL or a form. There `"5"` and `5` are the same.
 */
export function checkType({ name, schema }: Parameter, value: JsonValue, isText: boolean): void {
  const types = getTypes(schema)
  if (types.length > 0 && !types.some((type) => isOfType(type, value, isText))) {
    throw invalidParameter(name, `must be ${getNames(types)}`)
  }
  const items = ownMember(schema, 'items')
  if (!Array.isArray(value) || !isJsonObject(items)) return
  const itemTypes = getTypes(items)
  for (const element of itemTypes.length > 0 ? value : []) {
    if (element === null || itemTypes.some((type) => isOfType(type, element, isText))) continue
    throw invalidParameter(name, `may hold only elements that are ${getNames(itemTypes)}`)
  }
}

/**
 * Returns the types that a schema allows. Empty if the schema states none, or states them in a form that is not
 * supported.
 */
function getTypes(schema: JsonSchema): readonly string[] {
  const stated = ownMember(schema, 'type')
  const types = (Array.isArray(stated) ? stated : [stated]).filter((type) => type !== 'null')
  return types.every((type) => typeof type === 'string' && type in NAMES) ? (types as string[]) : []
}

function isOfType(type: string, value: JsonValue, isText: boolean): boolean {
  const isNumber = typeof value === 'number' || JSON.isRawJSON(value)
  switch (type) {
    case 'integer':
      return isNumber ? isWhole(value) : isText && typeof value === 'string' && /^\s*[-+]?\d+\s*$/.test(value)
    case 'number':
      return (
        isNumber ||
        (isText && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
      )
    case 'boolean':
      return typeof value === 'boolean' || (isText && isBooleanText(value))
    case 'array':
      return Array.isArray(value)
    case 'object':
      // In a URL, an object may be given as a string of JSON.
      return isJsonObject(value) || (isText && typeof value === 'string')
    default:
      // In a URL or form, a number is written as a string. Elsewhere services accept a number for a string.
      return typeof value === 'string' || isNumber || (isText && typeof value === 'boolean')
  }
}

function isBooleanText(value: JsonValue): boolean {
  return typeof value !== 'object' && /^(true|false|0|1)$/i.test(String(value))
}

function isWhole(value: JsonValue): boolean {
  return Number.isInteger(typeof value === 'number' ? value : Number(JSON.stringify(value)))
}

function getNames(types: readonly string[]): string {
  return types.map((type) => NAMES[type]).join(' or ')
}
