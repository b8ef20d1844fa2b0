import type { Parameter } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import { encodedPair, nestedPairs, plainText } from '#text/nested-pairs'
import type { BodyField } from './body-fields.ts'
import { joined } from './plan-query.ts'

/**
 * Encodes fields as a form: objects as `a[b]=…`, arrays as `a[0]=…`. An array of plain values repeats its key or is one
 * string if the document says so.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function planForm(fields: readonly BodyField[]): string {
  return fields.flatMap(([field, value]) => getPairs(field, value)).join('&')
}

function getPairs({ name, style }: Parameter, value: JsonValue): readonly string[] {
  const isPlain = Array.isArray(value) && !value.some((one) => Array.isArray(one) || isJsonObject(one))
  if (!isPlain || style === undefined) return nestedPairs(name, value, 'indexed')
  if (style === 'repeated') return nestedPairs(name, value, 'repeated')
  const texts = value.filter((one) => one !== null).map((one) => plainText(name, one))
  return texts.length === 0 ? [] : [encodedPair(name, name, joined(texts, style))]
}
