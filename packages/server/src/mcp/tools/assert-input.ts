import type { TObject } from 'typebox'
import { assertValid, getValidator, type Validate } from '#operations/validation'

const validators = new WeakMap<TObject, Validate>()

/**
 * Rejects arguments that do not match the input of a tool.
 *
 * @throws BulkheadError `invalid_request` that names each wrong argument.
 */
export function assertInput(schema: TObject, input: unknown): void {
  const validate = validators.get(schema) ?? getValidator(schema)
  validators.set(schema, validate)
  assertValid(validate, input, 'body')
}
