import type { Operation } from '@bulkhead/engine/model/definition'
import { type Call, type PlannedRequest, planRequest } from '@bulkhead/engine/plan/plan-request'
import { readAnswer } from '@bulkhead/engine/read/read-answer'
import { createRedactor, type Redactor } from '@bulkhead/engine/redact/redactor'
import { sendWithRetry } from '@bulkhead/engine/retry/send-with-retry'
import type { Sender } from '@bulkhead/engine/send/send-request'
import { engineFailure } from '#connections/engine-failure'
import type { OpenContext } from '#connections/open-connection'
import { createCohort } from '#platform/tick-batch'
import type { ResponsePace } from '#request/response-pace'
import { type ObservedCall, observeSending } from '#tool-calls/observe-call'
import { leftUntil } from './call-deadline.ts'
import { demandEntity } from './demand-entity.ts'
import type { FairQueue, Lease, QueueOwner, WaitOptions } from './fair-queue.ts'
import { createResponseMemory } from './response-memory.ts'
import type { RunningDownloads } from './running-downloads.ts'
import type { UpstreamHolds } from './upstream-backoff.ts'
import { type Access, type Opening, type PageMarker, withOtherTokens } from './with-other-tokens.ts'

/** What a third party answered, as the document describes it; no secret of the call is left in it. */
export interface OperationResult {
  readonly result: unknown
  /** The JSON of the result as the third party wrote it. Absent where it has to be written anew. */
  readonly json?: string
  readonly connector_metadata: unknown
  /** What the third party complained of though it answered. */
  readonly warnings: readonly string[]
}

/** What an execution is beside its call. */
export interface Run extends Opening, WaitOptions {
  readonly organization: string
  /** Makes what is wanted of the result, before it is scanned. Without it the result's JSON is given too. */
  readonly shape?: ((result: unknown) => unknown) | undefined
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
  const { shape, observed, sending, deadline, signal } = run
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
    const isClean = redactor.isClean(answer.body)
    const { settings } = context
    const read = readAnswer(operation, answer, redact, {
      page,
      settings,
      json: isClean && shape === undefined,
    })
    const result = shape === undefined ? read.result : shape(read.result)
    const metadata = redactor.value(read.connector_metadata)
    const given = {
      result: isClean ? result : redactor.value(result),
      ...(read.json !== undefined && { json: read.json }),
      connector_metadata: markPage === undefined ? metadata : markPage(operation, metadata),
      warnings: (read.warnings ?? []).map(redact),
    }
    if (run.whenAnswered === undefined) release()
    else run.whenAnswered(release)
    return given
  } catch (error) {
    release()
    throw engineFailure(error, effect, redact)
  }
}

/** What of the services takes part in calling a third party. */
export interface Sending {
  readonly sender: Sender
  readonly callSlots: FairQueue
  readonly downloadSlots: FairQueue
  readonly responseMemory: FairQueue
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
