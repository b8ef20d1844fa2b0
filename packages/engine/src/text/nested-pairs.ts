import { invalidParameter } from '#model/check-value'
import type { JsonValue } from '#model/definition'
import { encodeForm, encodeJson } from './encode-text.ts'
import { isJsonObject } from './json-object.ts'

/** Deeper than any service reads, and far from the end of the stack. */
const MAX_DEPTH = 32

/**
 * A value as the encoded `key=value` pairs of a form or query: objects as `a[b]`, arrays as `a[0]` or by
 * repeating the key. Null members vanish, and so do empty arrays and objects.
 *
 * @throws {EngineError} `invalid_parameter` naming `parameter`.
 */
export function nestedPairs(
  parameter: string,
  value: JsonValue,
  arrays: 'indexed' | 'repeated',
): readonly string[] {
  const pairs: string[] = []
  const visit = (key: string, one: JsonValue, depth: number) => {
    if (depth > MAX_DEPTH) throw invalidParameter(parameter, 'is nested too deeply')
    if (one === null || one === undefined) return
    if (Array.isArray(one)) {
      for (const [index, element] of one.entries()) {
        visit(arrays === 'indexed' ? `${key}[${index}]` : key, element, depth + 1)
      }
    } else if (isJsonObject(one)) {
      for (const [name, member] of Object.entries(one)) visit(`${key}[${name}]`, member, depth + 1)
    } else pairs.push(encodedPair(parameter, key, plainText(parameter, one)))
  }
  visit(parameter, value, 0)
  return pairs
}

/** `key=value`, encoded. @throws {EngineError} `invalid_parameter`. */
export function encodedPair(parameter: string, key: string, value: string): string {
  const [name, text] = [encodeForm(key), encodeForm(value)]
  if (name === undefined || text === undefined) throw invalidParameter(parameter, 'is not valid Unicode text')
  return `${name}=${text}`
}

/** A value as text: an object or array as JSON. @throws {EngineError} `invalid_parameter`. */
export function plainText(parameter: string, value: JsonValue): string {
  if (typeof value === 'string') return value
  // A kept integer is an object to JavaScript; its JSON is its digits.
  const text = encodeJson(value)
  if (text === undefined) throw invalidParameter(parameter, 'cannot be written as text')
  return text
}
