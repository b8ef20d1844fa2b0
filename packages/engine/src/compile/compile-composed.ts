import type { DocumentReader, Fields } from '#document/document-reader'
import type { ComposedText, Parameter } from '#model/definition'
import { ownMember } from '#text/json-object'
import { compileTextTemplate, namesIn } from '#text/text-template'

const KEY = 'x-bulkhead-compose'

export function readComposed(fields: Fields): ComposedText | undefined {
  return fields.texts(KEY)?.map((text) => compileTextTemplate(text, 'graphql'))
}

/**
 * Returns the parameters, with those that are part of another parameter's string marked as parts. A part must be a
 * query parameter with a known form: a free string could change the meaning of the whole string.
 */
export function withParts(
  reader: DocumentReader,
  operation: Fields,
  parameters: readonly Parameter[],
): readonly Parameter[] {
  const names = new Set(parameters.flatMap(({ composed = [] }) => composed.flatMap(namesIn)))
  if (names.size === 0) return parameters
  const where = `${operation.where}: ${KEY}`
  for (const name of names) {
    const part = parameters.find((parameter) => parameter.name === name && parameter.in === 'query')
    if (part === undefined) reader.report(operation.at, `${where} names ${name}, which is no query parameter`)
    else if (part.composed !== undefined)
      reader.report(operation.at, `${where} names ${name}, which is composed itself`)
    else if (!hasForm(part)) {
      reader.report(operation.at, `${where} names ${name}, which needs a number type or x-bulkhead-pattern`)
    }
  }
  return parameters.map((parameter) =>
    names.has(parameter.name) && parameter.in === 'query' ? { ...parameter, in: 'part' } : parameter,
  )
}

function hasForm({ pattern, schema }: Parameter): boolean {
  const type = ownMember(schema, 'type')
  return pattern !== undefined || type === 'integer' || type === 'number' || type === 'boolean'
}
