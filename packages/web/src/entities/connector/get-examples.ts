import type { OperationDescription } from '@bulkhead/sdk'
import type { JsonSchema } from '#schema/json-schema.ts'

/** Returns example values for the required params of an operation, from its definition. */
export function getExamples({ params }: OperationDescription): Record<string, unknown> {
  const { properties = {}, required = [] } = params as JsonSchema
  return Object.fromEntries(
    required
      .map((name) => [name, properties[name]?.examples?.[0]])
      .filter(([, example]) => example !== undefined),
  )
}
