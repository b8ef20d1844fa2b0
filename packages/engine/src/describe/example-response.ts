import type { Operation } from '#model/definition'
import type { JsonValue } from '#model/json'
import { wholeExample } from './examples-for.ts'
import { plainSchema, sharingSchemas } from './json-schema.ts'

/**
 * Returns a body that the service could respond with: the document's example, or else one derived from the schema of
 * the response. Undefined if the document describes no response in JSON.
 */
export function exampleResponse({ response_example, response_schema }: Operation): JsonValue | undefined {
  if (response_example !== undefined) return response_example
  if (response_schema === undefined) return undefined
  return wholeExample(sharingSchemas(() => plainSchema(response_schema)))
}
