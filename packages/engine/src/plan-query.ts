import { invalidParameter } from '#check-value'
import type { JsonValue, Operation, Parameter } from '#definition'
import { encodeForm, encodeJson } from '#encode-text'
import { EngineError } from '#errors'
import { isJsonObject } from '#json-object'
import type { GivenValues } from '#parameter-values'

/**
 * The query of an operation's request, without the question mark. Arrays repeat their key, nulls are
 * dropped, an object is sent as JSON text.
 *
 * @throws {EngineError} `invalid_parameter`, `not_supported`.
 */
export function planQuery(operation: Operation, values: GivenValues): string {
  const pairs: string[] = []
  for (const parameter of operation.parameters) {
    const value = parameter.in === 'query' ? values.of(parameter) : undefined
    if (value === undefined) continue
    if (parameter.style === 'deepObject' && isJsonObject(value)) {
      const message = `${operation.entity} ${operation.action}: an object for ${parameter.name} is not supported yet.`
      throw new EngineError('not_supported', message)
    }
    const name = encode(parameter, parameter.name)
    for (const element of Array.isArray(value) ? value : [value]) {
      if (element !== null) pairs.push(`${name}=${encode(parameter, textOf(parameter, element))}`)
    }
  }
  return pairs.join('&')
}

function textOf(parameter: Parameter, value: JsonValue): string {
  if (typeof value !== 'object') return String(value)
  const text = encodeJson(value)
  if (text === undefined) throw invalidParameter(parameter.name, 'cannot be written as JSON')
  return text
}

function encode(parameter: Parameter, text: string): string {
  const encoded = encodeForm(text)
  if (encoded === undefined) throw invalidParameter(parameter.name, 'is not valid Unicode text')
  return encoded
}
