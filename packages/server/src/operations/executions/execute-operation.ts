import { finished, Readable } from 'node:stream'
import { BulkheadError } from '@bulkhead/contract/errors'
import { LIST_ACTIONS, type executeOperation as operation } from '@bulkhead/contract/executions'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { Connection } from '#connections/load-connection'
import { callDeadline } from '#execution/call-deadline'
import { demandGranted } from '#execution/demand-granted'
import { describeConnector } from '#execution/describe-connector'
import { entitiesAllowedNow } from '#execution/entities-allowed-now'
import { runDownload } from '#execution/run-download'
import { type OperationResult, runOperation } from '#execution/run-operation'
import { LONGEST_TEXT } from '#execution/shorten-texts'
import { openingOf, usableOf } from '#execution/with-other-tokens'
import { Replay } from '#idempotency/once'
import type { Services } from '#operations/services'
import type { Act } from '#request/principal'
import { RawReply } from '#request/raw-reply'
import { newObservedCall, type ObservedCall, observeConnector } from '#tool-calls/observe-call'
import { demandActive } from '#workspaces/find-workspace'

type Body = Input<typeof operation>['body']
type Success = Output<typeof operation>

/**
 * Runs one operation at the third party, or describes what can be run, and leaves a record of it whatever
 * becomes of it. The record of a download is made when its last byte was sent.
 */
export async function executeOperation(
  services: Services,
  act: Act,
  { params, body }: Input<typeof operation>,
): Promise<Success | RawReply> {
  const started = performance.now()
  const observed = newObservedCall(act.workspace)
  const record = (thrown?: unknown) => {
    const duration_ms = Math.round(performance.now() - started)
    services.toolCalls.record(act, observed, { intent: body.intent, duration_ms, thrown })
    return duration_ms
  }
  try {
    const executed = await execute(services, act, params.connector_id, body, observed)
    if (executed instanceof RawReply) return recordedAtEnd(services, act, executed, record)
    const { json, result, connector_metadata, shortened } = executed
    const warnings = [...executed.warnings, ...(shortened > 0 ? [shorteningWarning(shortened)] : [])]
    const envelope = {
      connector_metadata,
      execution_metadata: {
        connector_instance_id: observed.connector_id ?? params.connector_id,
        execution_time_ms: record(),
      },
      ...(warnings.length > 0 && { warning: warnings.join(' ') }),
    }
    if (json !== undefined) return splicedReply(json, envelope)
    return { status: 'success', result, ...envelope }
  } catch (thrown) {
    // What was done before is on record already.
    if (!(thrown instanceof Replay)) record(thrown)
    throw thrown
  }
}

function recordedAtEnd(
  { log }: Services,
  { request_id }: Act,
  reply: RawReply,
  record: (thrown?: unknown) => void,
): RawReply {
  if (!(reply.body instanceof Readable)) throw new TypeError('A download is a stream.')
  finished(reply.body, (error) => {
    // Whoever hangs up has had enough: that is no failure.
    if (!(error instanceof BulkheadError)) return void record()
    log.warn({ request_id, code: error.code }, 'a file was broken off')
    record(error)
  })
  return reply
}

/** No transaction is open while the network is used. */
async function execute(
  services: Services,
  act: Act,
  connector_id: string,
  body: Body,
  observed: ObservedCall,
): Promise<OperationResult | RawReply> {
  demandGranted(act, body)
  const connection = await services.connections.load(act, connector_id)
  const { definition } = services.definitions.ofConnector(connection.definition_id)
  observeConnector(observed, connection, definition, body)
  demandActive({ status: connection.workspace_status })
  if (body.action === 'describe') {
    const result = describeConnector(definition, connection, act.grant, body.entity)
    return { result, connector_metadata: null, warnings: [], shortened: 0 }
  }
  const deadline = callDeadline(body.timeout_ms)
  const usable = await usableOf(services, act, connection, deadline)
  return runCall(services, act, usable, body, observed, deadline)
}

async function runCall(
  services: Services,
  act: Act,
  connection: Connection,
  body: Body,
  observed: ObservedCall,
  deadline: number,
): Promise<OperationResult | RawReply> {
  const { entity, action, params } = body
  const call = { entity, action, params: params ?? {} }
  const run = {
    ...openingOf(services, act, connection),
    organization: act.organization,
    observed,
    deadline,
    signal: act.whileConnected(),
  }
  if (action === 'download') {
    const sending = async (effect: 'read' | 'write') => demandRepeatable(act, effect)
    const allowedNow = () => entitiesAllowedNow(services, act, connection.connector_id)
    return runDownload(services, call, { ...run, sending, allowedNow })
  }
  return runOperation(services, call, {
    ...run,
    whenAnswered: act.whenAnswered,
    shape: {
      selection: body,
      // A further page is a page, whatever is in it.
      checksFields: (params?.cursor ?? null) === null,
      shortens: LIST_ACTIONS.has(action) && body.skip_truncation === false,
      // A reply that is kept for its key is kept as a value, and only one of HTTP can be bytes.
      takesJson: act.once === undefined && act.source === 'http',
    },
    sending: async (effect) => {
      demandReading(act, effect)
      if (effect === 'write') await act.once?.begin(connection.workspace_id)
    },
  })
}

/** The reply around a result whose JSON is sent as it is. */
function splicedReply(result: string | Uint8Array, envelope: Omit<Success, 'status' | 'result'>): RawReply {
  const start = '{"status":"success","result":'
  const end = `,${JSON.stringify(envelope).slice(1)}`
  const body = typeof result === 'string' ? start + result + end : surrounded(result, start, end)
  return new RawReply({ 'content-type': 'application/json; charset=utf-8' }, body)
}

/** Bytes with a text before and after them, in the same memory if it has room for that. */
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

/** What reads by its name can write by its document. @throws BulkheadError `not_granted` */
function demandReading({ grant }: Act, effect: 'read' | 'write'): void {
  if (effect === 'read' || grant?.read_only !== true) return
  throw new BulkheadError('not_granted', 'The token may only read, and this operation changes something.', {
    details: [{ field: 'body.action', message: 'body.action is outside the grant of the token' }],
  })
}

/** The bytes of a file are kept nowhere. @throws BulkheadError `not_granted`, `not_supported` */
function demandRepeatable(act: Act, effect: 'read' | 'write'): void {
  demandReading(act, effect)
  if (effect === 'read' || act.once === undefined) return
  throw new BulkheadError('not_supported', 'This download changes something, so it takes no Idempotency-Key.')
}

function shorteningWarning(count: number): string {
  const texts = count === 1 ? '1 text was' : `${count} texts were`
  return `${texts} shortened to ${LONGEST_TEXT} characters. Send skip_truncation: true to get all of it, or name the fields you need in select_fields.`
}
