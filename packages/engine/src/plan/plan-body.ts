import { planGraphql } from '#graphql/plan-graphql'
import { invalidParameter } from '#model/check-value'
import type { Definition, Operation, Parameter } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import { encodeJson } from '#text/encode-text'
import { isJsonObject } from '#text/json-object'
import { listNames } from '#text/list-names'
import { encodedPair, nestedPairs, plainText } from '#text/nested-pairs'
import { type BodyField, type PlannedBody, toJson } from './body-fields.ts'
import type { GivenValues } from './parameter-values.ts'
import { planMultipartForm, planMultipartRelated } from './plan-multipart.ts'
import { joined } from './plan-query.ts'

/**
 * Plans the body of an operation's request: defaults, overridden by the caller's values. Without any field there is no
 * body, except that GraphQL always has one.
 *
 * @throws {EngineError} `missing_parameter` if the operation requires a body and no value is given; `invalid_parameter`
 *   for a value that this kind of body cannot hold.
 */
export function planBody(
  { selectable_types }: Pick<Definition, 'selectable_types'>,
  operation: Operation,
  values: GivenValues,
): PlannedBody | undefined {
  if (operation.graphql !== undefined) {
    const content = planGraphql(operation, operation.graphql, values, selectable_types)
    return { content, type: 'application/json' }
  }
  if (operation.body === 'none') return undefined
  const fields = operation.parameters.flatMap((parameter): BodyField[] => {
    const value = parameter.in === 'body' ? values.of(parameter) : undefined
    return value === undefined ? [] : [[parameter, value]]
  })
  if (fields.length === 0) {
    if (operation.body_required) throw missingBody(operation)
    return undefined
  }
  switch (operation.body) {
    case 'form': {
      const content = planForm(fields)
      return content === '' ? undefined : { content, type: 'application/x-www-form-urlencoded' }
    }
    case 'multipart_form':
      return planMultipartForm(operation.uploads, fields)
    case 'multipart_related':
      return planMultipartRelated(operation.uploads, fields)
    default: {
      const whole = fields.find(([parameter]) => parameter.is_whole_body)
      const content = whole === undefined ? toJson(fields, operation.transformed_body) : plainJson(whole)
      return { content, type: 'application/json' }
    }
  }
}

function plainJson([{ name }, value]: BodyField): string {
  const text = encodeJson(value)
  if (text !== undefined) return text
  throw invalidParameter(name, 'cannot be written as JSON')
}

function missingBody(operation: Operation) {
  const names = operation.parameters.filter((parameter) => parameter.in === 'body').map(({ name }) => name)
  const message = `${operation.entity} ${operation.action} needs at least one of ${listNames(names)}.`
  return new EngineError('missing_parameter', message, { parameter: names[0] ?? 'body' })
}

/**
 * Encodes fields as a form: objects as `a[b]=…`, arrays as `a[0]=…`. An array of plain values repeats its key or is one
 * string if the document says so.
 *
 * @throws {EngineError} `invalid_parameter`.
 */
function planForm(fields: readonly BodyField[]): string {
  return fields.flatMap(([field, value]) => getPairs(field, value)).join('&')
}

function getPairs({ name, style }: Parameter, value: JsonValue): readonly string[] {
  const isPlain = Array.isArray(value) && !value.some((one) => Array.isArray(one) || isJsonObject(one))
  if (!isPlain || style === undefined) return nestedPairs(name, value, 'indexed')
  if (style === 'repeated') return nestedPairs(name, value, 'repeated')
  const texts = value.filter((one) => one !== null).map((one) => plainText(name, one))
  return texts.length === 0 ? [] : [encodedPair(name, name, joined(texts, style))]
}
