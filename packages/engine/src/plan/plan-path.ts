import { invalidParameter } from '#model/check-value'
import type { Operation, Parameter } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import { encodeStrictly } from '#text/encode-text'
import { listNames } from '#text/list-names'
import { plainText } from '#text/nested-pairs'
import { hasDotSegment } from './has-dot-segment.ts'
import type { GivenValues } from './parameter-values.ts'

/**
 * Plans the path of an operation's request, with its placeholders filled. A value stays within its segment: every
 * reserved character is encoded. Dot segments are rejected, also after an encoded slash or before a semicolon, because
 * URL parsers and servers that decode early would leave the operation's path.
 *
 * @throws {EngineError} `missing_parameter`, `invalid_parameter`.
 */
export function planPath(operation: Operation, values: GivenValues): string {
  const path = operation.wire_path.replace(/\{([A-Za-z0-9_]+)\}/g, (_hole, name: string) => {
    const parameter = operation.parameters.find((known) => known.in === 'path' && known.name === name)
    const value = parameter === undefined ? undefined : values.of(parameter)
    if (parameter === undefined || value === undefined) {
      const message = `${operation.entity} ${operation.action} needs the parameter ${name}.`
      throw new EngineError('missing_parameter', message, { parameter: name })
    }
    return encodeSegment(parameter, value)
  })
  const [beforeQuery = ''] = path.split('?', 1)
  if (!hasDotSegment(beforeQuery)) return path
  const names = operation.parameters.filter((parameter) => parameter.in === 'path')
  throw invalidParameter(listNames(names.map(({ name }) => name)), 'must not make the path segment . or ..')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\0-\x1f\x7f]/
const DOT_SEGMENT = /(?:^|[/\\])\.\.?(?:$|[/\\;])/

function encodeSegment(parameter: Parameter, value: JsonValue): string {
  const isPlain = typeof value !== 'object' || JSON.isRawJSON(value)
  if (!isPlain) throw invalidParameter(parameter.name, 'must be a string or number')
  const text = plainText(parameter.name, value)
  if (text.trim() === '') throw invalidParameter(parameter.name, 'must not be blank')
  if (CONTROL.test(text)) {
    throw invalidParameter(parameter.name, 'must not have control characters')
  }
  if (DOT_SEGMENT.test(text)) {
    throw invalidParameter(parameter.name, 'must not have . or .. as a path segment')
  }
  const encoded = encodeStrictly(text)
  if (encoded === undefined) throw invalidParameter(parameter.name, 'is not valid Unicode text')
  return encoded
}
