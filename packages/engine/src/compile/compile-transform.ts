import type { DocumentReader, Place } from '#document/document-reader'
import type { Parameter } from '#model/definition'
import type { JsonSchema } from '#model/json'
import { TRANSFORM_KEY, TRANSFORM_NAMES, transformNamesIn } from '#transform/transforms'

/** Reads whether a schema, or a schema in it, converts its values before they are sent. */
export function readTransform(
  reader: DocumentReader,
  at: Place,
  where: string,
  schema: JsonSchema,
): Pick<Parameter, 'is_transformed'> {
  const names = transformNamesIn(schema)
  const unknown = names.find((name) => typeof name !== 'string' || !TRANSFORM_NAMES.includes(name))
  if (unknown !== undefined) {
    reader.report(at, `${where}: ${TRANSFORM_KEY} must be ${TRANSFORM_NAMES.join(', ')}, not ${unknown}`)
  }
  return names.length === 0 ? {} : { is_transformed: true }
}
