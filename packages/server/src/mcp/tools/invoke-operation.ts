import type { ErrorCode } from '@bulkhead/contract/errors'
import { operations } from '@bulkhead/contract/operations'
import { asBulkheadError } from '#http/to-reply'
import { invoke, type OperationInput } from '#operations/invoke'
import { recordOutcome } from '#operations/record-outcome'
import type { Services } from '#operations/services'
import { markOperation } from '#platform/loop-watch'
import { authorize } from '#request/authorize'
import type { RequestContext } from '#request/principal'
import type { Invoke } from './tool.ts'

const BY_ID = new Map(operations.map((operation) => [operation.operationId as string, operation]))
const NOTHING: OperationInput = { params: {}, query: {}, body: undefined }

/** Returns the function with which tools call operations of the contract, with the same checks as over HTTP. */
export function createInvoke(services: Services, caller: RequestContext): Invoke {
  return (async (id: string, input: Partial<OperationInput>, key?: string) => {
    const operation = BY_ID.get(id)
    if (operation === undefined) throw new TypeError(`There is no operation ${id}.`)
    const context = { ...caller, event: operation.audit }
    const began = performance.now()
    const record = (status: number, code?: ErrorCode) => {
      const elapsedMs = performance.now() - began
      const { request_id } = context
      return recordOutcome(services, { request_id, operation: id, status, code, elapsedMs, context })
    }
    try {
      authorize(context, { operation })
      const invoked = await invoke(services, {
        operation,
        caller: context,
        input: { ...NOTHING, ...input },
        key,
        keyField: 'body.idempotency_key',
        form: 'value',
      })
      record(invoked.status)
      markOperation('mcp')
      return invoked.value
    } catch (thrown) {
      const { code, status } = asBulkheadError(thrown)
      await record(status, code)
      throw thrown
    }
  }) as Invoke
}
