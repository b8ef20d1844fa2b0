import { BulkheadError } from '@bulkhead/contract/errors'
import { getIdempotency, type OperationShape } from '@bulkhead/contract/operation'

/**
 * The key of a call, if the operation heeds one.
 *
 * @param given As it came; a header that came twice is a list.
 * @param field How a message names the place that it came from.
 * @throws BulkheadError `invalid_request`
 */
export function readIdempotencyKey(
  operation: OperationShape,
  given: string | string[] | undefined,
  field = 'header.Idempotency-Key',
): string | undefined {
  if (given === undefined || getIdempotency(operation) === 'none') return undefined
  const key = [given].flat().join(', ')
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key
  const message = `${field.split('.').at(-1)} must be 1 to 255 printable ASCII characters`
  throw new BulkheadError('invalid_request', `${message}.`, {
    details: [{ field, message }],
  })
}
