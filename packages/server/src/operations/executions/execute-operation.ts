import { finished, Readable } from 'node:stream'
import { BulkheadError } from '@bulkhead/contract/errors'
import { LIST_ACTIONS, type executeOperation as operation } from '@bulkhead/contract/executions'
import type { Input, Output } from '@bulkhead/contract/operation'
import { IdempotentReplay } from '#access/idempotency/once'
import type { RequestContext } from '#access/request/principal'
import { RawReply } from '#access/request/raw-reply'
import type { Call } from '#execution/call'
import { describeCall } from '#execution/describe-connector'
import { download } from '#execution/download'
import { execute, startCall } from '#execution/execute'
import { shorteningWarning } from '#execution/shorten-texts'
import type { Services } from '../services.ts'

type Success = Output<typeof operation>

/**
 * Runs one operation of a service, or describes the operations. Records the call whether or not it succeeds. A download
 * is recorded after its last byte was sent.
 */
export async function executeOperation(
  services: Services,
  context: RequestContext,
  { params: { connector_id }, body }: Input<typeof operation>,
): Promise<Success | RawReply> {
  const { entity, action, params, intent, select_fields, exclude_fields } = body
  const call = startCall(
    context,
    { kind: 'connector', connector_id },
    {
      ask: { entity, action, params: params ?? {} },
      intent,
      timeoutMs: body.timeout_ms,
      shape: {
        selection: select_fields?.length || exclude_fields?.length ? body : undefined,
        // On a further page, selected fields may be absent without being misspelled.
        checksFields: (params?.cursor ?? null) === null,
        shortens: LIST_ACTIONS.has(action) && body.skip_truncation === false,
        takesJson: context.source === 'http',
      },
    },
  )
  try {
    if (action === 'download') return recordedAtEnd(services, call, await download(services, call))
    const executed = await (action === 'describe' ? describeCall : execute)(services, call)
    const { json, result, connector_metadata, shortened } = executed
    const warnings = [...executed.warnings, ...(shortened > 0 ? [shorteningWarning(shortened)] : [])]
    const envelope = {
      connector_metadata,
      execution_metadata: {
        connector_instance_id: call.observed.connector_id ?? connector_id,
        execution_time_ms: services.toolCalls.record(call),
      },
      ...(warnings.length > 0 && { warning: warnings.join(' ') }),
    }
    if (json !== undefined) return splicedReply(json, envelope)
    return { status: 'success', result, ...envelope }
  } catch (thrown) {
    // The earlier request with the same key is already recorded.
    if (!(thrown instanceof IdempotentReplay)) services.toolCalls.record(call, thrown)
    throw thrown
  }
}

function recordedAtEnd(services: Services, call: Call, reply: RawReply): RawReply {
  if (!(reply.body instanceof Readable)) throw new TypeError('A download is a stream.')
  finished(reply.body, (error) => {
    // If the caller disconnects, that is no error.
    if (!(error instanceof BulkheadError)) return void services.toolCalls.record(call)
    services.log.warn({ request_id: call.context.request_id, code: error.code }, 'a download was aborted')
    services.toolCalls.record(call, error)
  })
  return reply
}

/** Builds the reply around a result whose JSON is sent unchanged. */
function splicedReply(result: string | Uint8Array, envelope: Omit<Success, 'status' | 'result'>): RawReply {
  const start = '{"status":"success","result":'
  const end = `,${JSON.stringify(envelope).slice(1)}`
  const body = typeof result === 'string' ? start + result + end : surrounded(result, start, end)
  return new RawReply({ 'content-type': 'application/json; charset=utf-8' }, body)
}

/** Returns bytes with a string before and after them, in the same memory if there is room. */
function surrounded(bytes: Uint8Array, start: string, end: string): Buffer {
  const { buffer, byteOffset, length } = bytes
  const [before, after] = [Buffer.from(start), Buffer.from(end)]
  const from = byteOffset - before.length
  const total = before.length + length + after.length
  if (from < 0 || from + total > buffer.byteLength) return Buffer.concat([before, bytes, after])
  const whole = Buffer.from(buffer, from, total)
  whole.set(before)
  whole.set(after, before.length + length)
  return whole
}
