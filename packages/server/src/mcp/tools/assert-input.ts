import type { TObject } from 'typebox'
import { assertValid, getValidator, type Validate } from '#operations/validation'

const validators = new WeakMap<TObject, Validate>()

/**
 * Refuses arguments that do not fit the input of a tool.
 *
 * @throws BulkheadError `invalid_request` that names each of them
 */
export function assertInput(schema: TObject, input: unknown): void {
  const validate = validators.get(schema) ?? getValidator(schema)
  validators.set(schema, validate)
  assertValid(validate, input, 'body')
}
