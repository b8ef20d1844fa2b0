import type { Operation, Parameter } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import { encodedPair, nestedPairs, plainText, repeatable } from '#text/nested-pairs'
import type { GivenValues } from './parameter-values.ts'

const SEPARATORS = { comma: ',', space: ' ', pipe: '|' } as const

/**
 * Plans the query of an operation's request, without the question mark. Arrays repeat their key, nulls are dropped, and
 * an object is sent as JSON. If the document says `deepObject`, objects become nested keys and arrays indexed keys.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
export function planQuery(operation: Operation, values: GivenValues): string {
  let query = ''
  for (const parameter of operation.parameters) {
    const value = parameter.in === 'query' ? values.of(parameter) : undefined
    if (value === undefined || value === null) continue
    for (const pair of getPairs(parameter, value)) query += query === '' ? pair : `&${pair}`
  }
  return query
}

/**
 * Keeps the characters of a service's own syntax unencoded: parentheses, commas, colons, and characters that the caller
 * has percent-encoded.
 */
function withReserved(pair: string): string {
  return pair
    .replaceAll(/%(28|29|2C|3A)/g, (_encoded, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/%25([0-9A-F]{2})/gi, '%$1')
}

function getPairs({ name, style, allow_reserved }: Parameter, value: JsonValue): readonly string[] {
  if (allow_reserved === true && typeof value === 'string')
    return [withReserved(encodedPair(name, name, value))]
  if (style === 'deepObject' && isJsonObject(value)) return nestedPairs(name, value, 'repeated')
  if (style === 'deepObject' && Array.isArray(value)) return nestedPairs(name, value, 'indexed')
  const values = Array.isArray(value) ? repeatable(name, value) : [value]
  const elements = values.filter((element) => element !== null)
  const texts = elements.map((element) => plainText(name, element))
  if (style === undefined || !Object.hasOwn(SEPARATORS, style))
    return texts.map((text) => encodedPair(name, name, text))
  return texts.length === 0 ? [] : [encodedPair(name, name, joined(texts, style))]
}

/** Joins the elements of an array as the style says. */
export function joined(texts: readonly string[], style: Parameter['style']): string {
  return texts.join(SEPARATORS[style as keyof typeof SEPARATORS])
}
