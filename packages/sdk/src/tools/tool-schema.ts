import type { JsonSchema } from '../workspace/description.ts'

type Result =
  | { readonly value: Record<string, unknown> }
  | { readonly issues: readonly { readonly message: string }[] }

/**
 * JSON Schema as a Standard Schema (standardschema.dev). Agent frameworks accept it in place of a Zod schema. It checks
 * only that the input is an object: the server checks the rest and describes the errors.
 */
export interface StandardToolSchema {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'bulkhead'
    readonly validate: (value: unknown) => Result
    readonly jsonSchema: {
      readonly input: () => Record<string, unknown>
      readonly output: () => Record<string, unknown>
    }
    readonly types?: { readonly input: Record<string, unknown>; readonly output: Record<string, unknown> }
  }
}

export function standardToolSchema(schema: JsonSchema): StandardToolSchema {
  const copy = () => structuredClone(schema)
  return {
    '~standard': {
      version: 1,
      vendor: 'bulkhead',
      validate: (value) => (isObject(value) ? { value } : { issues: [{ message: 'must be an object' }] }),
      jsonSchema: { input: copy, output: copy },
    },
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
