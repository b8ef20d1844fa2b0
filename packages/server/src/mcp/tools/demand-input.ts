import type { TObject } from 'typebox'
import { demandValid, type Validate, validatorOf } from '#operations/validation'

const validators = new WeakMap<TObject, Validate>()

/**
 * Refuses arguments that do not fit the input of a tool.
 *
 * @throws BulkheadError `invalid_request` that names each of them
 */
export function demandInput(schema: TObject, input: unknown): void {
  const validate = validators.get(schema) ?? validatorOf(schema)
  validators.set(schema, validate)
  demandValid(validate, input, 'body')
}
