import { planGraphql } from '#graphql/plan-graphql'
import { invalidParameter } from '#model/check-value'
import type { Definition, Operation } from '#model/definition'
import { EngineError } from '#model/errors'
import { encodeJson } from '#text/encode-text'
import { listNames } from '#text/list-names'
import type { BodyField, PlannedBody } from './body-fields.ts'
import { toJson } from './body-fields.ts'
import type { GivenValues } from './parameter-values.ts'
import { planForm } from './plan-form.ts'
import { planMultipartForm, planMultipartRelated } from './plan-multipart.ts'

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
      const content = whole === undefined ? toJson(fields) : plainJson(whole)
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
