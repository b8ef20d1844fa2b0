import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { getSuccess } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { parseJson } from '@bulkhead/engine/read/parse-body'
import fastJson from 'fast-json-stringify'
import type { TSchema } from 'typebox'
import { answerLine } from '#http/answer-line'
import type { RequestTally } from '#http/request-tally'
import { asBulkheadError } from '#http/to-reply'
import { demandCaller } from '#operations/authorize'
import { type AnyOperation, callOperation, type OperationInput } from '#operations/call-operation'
import { readIdempotencyKey } from '#operations/read-idempotency-key'
import type { Services } from '#operations/services'
import { demandValid, type Validate, validatorOf } from '#operations/validation'
import { markOperation } from '#platform/loop-watch'
import type { Act } from '#request/principal'
import { RawReply } from '#request/raw-reply'
import type { Invoke } from './tool.ts'

/** An operation, ready to be called by what a tool gives it. */
interface Prepared {
  readonly operation: AnyOperation
  readonly validators: readonly (readonly [part: keyof OperationInput, validate: Validate])[]
  /** As HTTP does it: a field that the response does not declare cannot leave. */
  readonly serialize: (output: unknown) => string
}

const prepared = new Map<string, Prepared>()

function prepare(id: string): Prepared {
  const known = prepared.get(id)
  if (known !== undefined) return known
  const operation = operations.find(({ operationId }) => operationId === id)
  if (operation === undefined) throw new TypeError(`There is no operation ${id}.`)
  const validators = (['params', 'query', 'body'] as const).flatMap((part) => {
    const schema: TSchema | undefined = operation[part]
    return schema === undefined ? [] : [[part, validatorOf(schema)] as const]
  })
  const made = { operation, validators, serialize: fastJson(getSuccess(operation).schema as object) }
  prepared.set(id, made)
  return made
}

/** Gives tools the operations of the contract, with all that HTTP demands of a call. */
export function createInvoke(services: Services, metrics: RequestTally, caller: Act): Invoke {
  async function invoke(id: string, input: Partial<OperationInput>, key?: string): Promise<unknown> {
    const { operation, validators, serialize } = prepare(id)
    const act = { ...caller, event: operation.audit }
    const began = performance.now()
    const observe = (status: number, code?: ErrorCode) => {
      const elapsedMs = performance.now() - began
      metrics.observe(operation.operationId, status, elapsedMs / 1000)
      const { request_id } = act
      services.log.info(
        answerLine({ request_id, operation: operation.operationId, status, code, elapsedMs, act }),
        'answered',
      )
    }
    try {
      markOperation(operation.operationId)
      const output = await call(operation, act, { params: {}, query: {}, body: undefined, ...input }, key)
      observe(getSuccess(operation).status)
      markOperation('mcp')
      return output instanceof RawReply ? output : parseJson(serialize(output))
    } catch (thrown) {
      const { code, status } = asBulkheadError(thrown)
      observe(status, code)
      await services.refusals.record(act, operation.operationId, code)
      throw thrown
    }

    async function call(operation: AnyOperation, act: Act, whole: OperationInput, key: string | undefined) {
      demandCaller(operation, act)
      for (const [part, validate] of validators) demandValid(validate, whole[part] ?? {}, part)
      const checked = readIdempotencyKey(operation, key, 'body.idempotency_key')
      const { reply } = await callOperation(services, operation, act, whole, checked)
      if ('output' in reply) return reply.output
      const { code, message, details } = reply.error
      throw new BulkheadError(code, message, { details })
    }
  }
  return invoke as Invoke
}
