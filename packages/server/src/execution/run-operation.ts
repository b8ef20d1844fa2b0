import { BulkheadError } from '@bulkhead/contract/errors'
import type { Operation } from '@bulkhead/engine/model/definition'
import { EngineError } from '@bulkhead/engine/model/errors'
import type { UpstreamAnswer } from '@bulkhead/engine/model/wire'
import { type Call, type PlannedRequest, planRequest } from '@bulkhead/engine/plan/plan-request'
import { parseJson } from '@bulkhead/engine/read/parse-body'
import { readableOperation } from '@bulkhead/engine/read/readable-operation'
import { createRedactor, type Redactor } from '@bulkhead/engine/redact/redactor'
import { sendWithRetry } from '@bulkhead/engine/retry/send-with-retry'
import type { Sender } from '@bulkhead/engine/send/send-request'
import { engineFailure } from '#connections/engine-failure'
import type { OpenContext } from '#connections/open-connection'
import { markOperation } from '#platform/loop-watch'
import { createCohort } from '#platform/tick-batch'
import type { ResponsePace } from '#request/response-pace'
import { type ObservedCall, observeSending } from '#tool-calls/observe-call'
import { misspelledFields, unknownFields } from './assert-known-fields.ts'
import { leftUntil } from './call-deadline.ts'
import { demandEntity } from './demand-entity.ts'
import type { FairQueue, Lease, QueueOwner, WaitOptions } from './fair-queue.ts'
import { type ReadResponse, readResponse } from './read-response.ts'
import type { ReaderPool } from './reader-pool.ts'
import type { ReadingTask } from './reader-thread.ts'
import { createResponseMemory } from './response-memory.ts'
import type { RunningDownloads } from './running-downloads.ts'
import { type FieldSelection, selects } from './select-fields.ts'
import type { UpstreamHolds } from './upstream-backoff.ts'
import { type Access, type Opening, type PageMarker, withOtherTokens } from './with-other-tokens.ts'

/** What a third party answered, as the document describes it; no secret of the call is left in it. */
export interface OperationResult {
  /** Undefined where its JSON is given as bytes. */
  readonly result: unknown
  /** The JSON of the result, as text or bytes. Absent where it has to be written anew. */
  readonly json?: string | Uint8Array
  readonly connector_metadata: unknown
  /** What the third party complained of though it answered. */
  readonly warnings: readonly string[]
  /** Texts that were shortened. */
  readonly shortened: number
}

/** What is made of a result. */
export interface ResultShape {
  readonly selection: FieldSelection
  /** Whether a selected field that no record can have is refused. A write was done, and nothing of it is refused. */
  readonly checksFields: boolean
  readonly shortens: boolean
  /** Whether the caller takes the result's JSON where that is at hand. Otherwise the result is always a value. */
  readonly takesJson: boolean
}

const WHOLE: ResultShape = { selection: {}, checksFields: false, shortens: false, takesJson: true }

/** Larger responses are read by another thread: reading one holds the event loop for up to 50 ms per MiB. */
const LARGE_RESPONSE = 256 * 1024

/** What an execution is beside its call. */
export interface Run extends Opening, WaitOptions {
  readonly organization: string
  /** Default: the whole result. */
  readonly shape?: ResultShape | undefined
  /** Knows whose call it is; is told what was sent and answered, and how long that took. */
  readonly observed: ObservedCall
  /** Awaited when nothing is left but to send. */
  readonly sending?: ((effect: 'read' | 'write') => Promise<void>) | undefined
  /** For everything: waiting, new tokens, and all attempts at the third party. */
  readonly deadline: number
  /**
   * Aborts when nobody waits for the answer any more: nothing is sent then, nor sent again, and reading ends. A write
   * that was sent goes on: to cut it off would not undo it, and what became of it would not be known.
   */
  readonly signal?: AbortSignal | undefined
  /** Runs `work` once the caller has the result, which takes memory until then. Default: when it was made. */
  readonly whenAnswered?: ((work: () => void) => void) | undefined
}

/** A request, ready to be sent, and what its answer is scanned for. */
interface Prepared {
  readonly context: OpenContext
  readonly planned: PlannedRequest
  readonly redactor: Redactor
  readonly markPage: PageMarker | undefined
}

/** Calls of this process that third parties have not answered yet. */
let sent = 0
const reading = createCohort(() => sent > 0)

/**
 * Runs one operation with credentials that are open for this call: the one way to a third party's records.
 * Whatever comes back, errors too, is scanned for them.
 */
export function runOperation(services: Sending, call: Call, run: Run): Promise<OperationResult> {
  return withOtherTokens(run, (one) => attemptOperation(services, call, one))
}

async function attemptOperation(services: Sending, call: Call, run: Run): Promise<OperationResult> {
  const { shape = WHOLE, observed, sending, deadline, signal } = run
  const { sender, upstreamHolds, callSlots } = services
  let effect: 'read' | 'write' = 'read'
  let redact = (text: string) => text
  let slot: Lease | undefined
  const memory = createResponseMemory(services.responseMemory, ownerOf(run), run, () => effect)
  const release = () => {
    slot?.release()
    memory.release()
  }

  function prepare({ open, entities, reach, markPage }: Access): Prepared {
    markOperation('plan request')
    const context = { ...open(), now: Date.now(), reach }
    const redactor = createRedactor(context.secrets, context.sketch)
    redact = redactor.text
    const planned = planRequest(context, call)
    effect = planned.effect
    demandEntity(entities, planned.operation)
    return { context, redactor, planned, markPage }
  }

  try {
    let prepared = prepare(run)
    const prepareAgain = async () => {
      prepared = prepare(await run.again(deadline))
      return prepared.planned
    }
    const turn = acquireSlot(upstreamHolds, callSlots, run, prepared.planned.operation)
    slot = turn instanceof Promise ? await turn : turn
    if (turn instanceof Promise) await prepareAgain()
    await sending?.(effect)
    const { reserve } = memory
    const options = { withinMs: leftUntil(deadline), signal, again: prepareAgain, reserve }
    sent += 1
    const answer = await observeSending(observed, prepared.planned, () =>
      sendWithRetry(sender, prepared.planned, options),
    ).finally(() => {
      sent -= 1
    })
    memory.keep(answer.body.length)
    const { planned, redactor, context, markPage } = prepared
    const { page, operation } = planned
    // Before waiting: calls that begin meanwhile must know of it.
    if (observed.connector_id !== null) upstreamHolds.note(observed.connector_id, operation, answer)
    await reading()
    markOperation('read response')
    const { selection, checksFields, shortens, takesJson } = shape
    const suspects = checksFields && effect === 'read' ? unknownFields(operation, selection) : []
    const order = {
      ...{ operation, answer, page, settings: context.settings },
      ...{ selection, suspects, shortens, wantsJson: takesJson && !selects(selection) },
    }
    const task = { order, secrets: context.secrets }
    const read =
      answer.body.length > LARGE_RESPONSE && isSuccess(answer)
        ? await readElsewhere(services, task, takesJson, run, effect)
        : readResponse(order, redactor)
    if (read.missing.length > 0) throw misspelledFields(operation, selection, read.missing)
    const { json, connector_metadata, warnings, shortened } = read
    const given = {
      result: read.result,
      ...(json !== undefined && { json }),
      connector_metadata:
        markPage === undefined ? connector_metadata : markPage(operation, connector_metadata),
      ...{ warnings, shortened },
    }
    if (run.whenAnswered === undefined) release()
    else run.whenAnswered(release)
    return given
  } catch (error) {
    release()
    throw engineFailure(error, effect, redact)
  }
}

/** Has another thread read a response, and gives its result as bytes to those who take them. */
async function readElsewhere(
  { readers }: Sending,
  { order, secrets }: ReadingTask,
  takesJson: boolean,
  run: Run,
  effect: 'read' | 'write',
): Promise<Omit<ReadResponse, 'json'> & Pick<OperationResult, 'json'>> {
  const { deadline, signal } = run
  const task = { order: { ...order, operation: readableOperation(order.operation) }, secrets }
  // A write was done, and the record says what came of it, also where the caller hung up.
  const wait = { deadline, ...(effect === 'read' && { signal }) }
  const { result, connector_metadata, ...rest } = await readers
    .read(task, ownerOf(run), wait)
    .catch((error: unknown) => {
      throw effect === 'write' && error instanceof BulkheadError ? notRead() : error
    })
  const metadata = parseJson(connector_metadata) as ReadResponse['connector_metadata']
  const read = { ...rest, connector_metadata: metadata }
  if (takesJson) return { ...read, result: undefined, json: result }
  return {
    ...read,
    result: parseJson(Buffer.from(result.buffer, result.byteOffset, result.length).toString()),
  }
}

function notRead() {
  const message = 'The upstream answered, and there was no time to read its response.'
  return new EngineError('timeout', message, { sent: true })
}

function isSuccess({ status }: UpstreamAnswer): boolean {
  return status >= 200 && status < 300
}

/** What of the services takes part in calling a third party. */
export interface Sending {
  readonly sender: Sender
  readonly callSlots: FairQueue
  readonly downloadSlots: FairQueue
  readonly responseMemory: FairQueue
  readonly readers: ReaderPool
  readonly runningDownloads: RunningDownloads
  readonly pace: ResponsePace
  readonly upstreamHolds: UpstreamHolds
}

/** Whose share a call takes. */
export function ownerOf({ organization, observed }: Pick<Run, 'organization' | 'observed'>): QueueOwner {
  if (observed.workspace_id === null) throw new TypeError('Every call is of a workspace.')
  return { organization, workspace: observed.workspace_id }
}

/**
 * Waits for a call's slot, unless there is one at once.
 *
 * @throws BulkheadError `upstream_rate_limited` when the third party asked for a pause, `workspace_busy`.
 */
export function acquireSlot(
  upstreamHolds: UpstreamHolds,
  slots: FairQueue,
  run: SlotSeeker,
  operation: Operation,
): Lease | Promise<Lease> {
  const { connector_id } = run.observed
  if (connector_id !== null) upstreamHolds.demandFree(connector_id, operation)
  return slots.acquire(ownerOf(run), run)
}

/** Who wants a slot, and how long that may take. */
type SlotSeeker = Pick<Run, 'organization' | 'observed' | 'deadline' | 'signal'>
