import type { TObject } from 'typebox'
import { createLenientReader } from '#http/input/lenient-input'
import { assertValid, getValidator, type Validate } from '#operations/validation'

interface Reader {
  readonly validate: Validate
  readonly readLeniently: ReturnType<typeof createLenientReader>
}

const readers = new WeakMap<TObject, Reader>()

/**
 * Rejects arguments that do not match the input of a tool. Before, it removes each null of an optional argument, as from
 * the body of a request. Some models send all arguments of a tool.
 *
 * @throws BulkheadError `invalid_request` that names each wrong argument.
 */
export function assertInput(schema: TObject, input: unknown): void {
  const { validate, readLeniently } = getReader(schema)
  readLeniently?.({ body: input })
  assertValid(validate, input, 'body')
}

function getReader(schema: TObject): Reader {
  const known = readers.get(schema)
  if (known !== undefined) return known
  const made = { validate: getValidator(schema), readLeniently: createLenientReader({ body: schema }) }
  readers.set(schema, made)
  return made
}
