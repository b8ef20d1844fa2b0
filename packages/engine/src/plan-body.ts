import { invalidParameter } from '#check-value'
import type { JsonValue, Operation } from '#definition'
import { encodeJson } from '#encode-text'
import { EngineError } from '#errors'
import type { GivenValues } from '#parameter-values'

/**
 * The JSON body of an operation's request: defaults overlaid by what the caller gave. Without any field
 * there is no body.
 *
 * @throws {EngineError} `missing_parameter` if the operation requires a body and nothing gives one;
 *   `invalid_parameter` for a value that is not JSON.
 */
export function planBody(operation: Operation, values: GivenValues): string | undefined {
  if (operation.body === 'none') return undefined
  const fields: [string, JsonValue][] = []
  for (const parameter of operation.parameters) {
    const value = parameter.in === 'body' ? values.of(parameter) : undefined
    if (value !== undefined) fields.push([parameter.name, value])
  }
  if (fields.length > 0) {
    const text = encodeJson(Object.fromEntries(fields))
    if (text !== undefined) return text
    const culprit = fields.find(([, value]) => encodeJson(value) === undefined)?.[0] ?? 'params'
    throw invalidParameter(culprit, 'cannot be written as JSON')
  }
  if (!operation.body_required) return undefined
  const names = operation.parameters.filter((parameter) => parameter.in === 'body').map(({ name }) => name)
  const message = `${operation.entity} ${operation.action} needs at least one of ${names.join(', ')}.`
  throw new EngineError('missing_parameter', message, { parameter: names[0] ?? 'body' })
}
