import { BulkheadError } from '@bulkhead/contract/errors'
import { idempotencyOf, type OperationShape } from '@bulkhead/contract/operation'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { runOnce } from '#idempotency/run-once'
import type { Act } from '#principal'
import type { Services } from '#services'

/**
 * Runs a handler, at most once where the request carries an `Idempotency-Key` and the operation heeds it.
 * Without the header nothing is added.
 */
export async function answerOnce(
  services: Services,
  operation: OperationShape,
  request: FastifyRequest,
  reply: FastifyReply,
  act: Act,
  run: (act: Act) => Promise<unknown>,
): Promise<unknown> {
  const header = request.headers['idempotency-key']
  if (header === undefined || idempotencyOf(operation) === 'none') return run(act)
  const { params, query, body } = request
  const { reply: outcome, replayed } = await runOnce(
    services,
    operation,
    act,
    readKey(header),
    { params, query, body },
    run,
  )
  if (replayed) reply.header('idempotent-replayed', 'true')
  if ('output' in outcome) return outcome.output
  const { code, message, details, request_id } = outcome.error
  request.repeats = request_id
  throw new BulkheadError(code, message, { details })
}

function readKey(header: string | string[]): string {
  const key = [header].flat().join(', ')
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key
  const message = 'must be 1 to 255 printable ASCII characters'
  throw new BulkheadError('invalid_request', `Idempotency-Key ${message}.`, {
    details: [{ field: 'header.Idempotency-Key', message }],
  })
}
