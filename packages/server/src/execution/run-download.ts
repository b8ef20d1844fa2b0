import { BulkheadError } from '@bulkhead/contract/errors'
import { openDownload } from '@bulkhead/engine/download/open-download'
import type { Operation } from '@bulkhead/engine/model/definition'
import { isEngineError } from '@bulkhead/engine/model/errors'
import { findOperation } from '@bulkhead/engine/plan/find-operation'
import type { Call } from '@bulkhead/engine/plan/plan-request'
import { createRedactor } from '@bulkhead/engine/redact/redactor'
import { engineFailure } from '#connections/engine-failure'
import type { EntityPermission } from '#platform/database/schema/tables'
import { RawReply } from '#request/raw-reply'
import { leftUntil } from './call-deadline.ts'
import { demandEntity } from './demand-entity.ts'
import type { Lease } from './fair-queue.ts'
import { fileHeaders } from './file-headers.ts'
import { guardedFile } from './guarded-file.ts'
import { keepPace } from './keep-pace.ts'
import { createResponseMemory } from './response-memory.ts'
import { acquireSlot, ownerOf, type Run, type Sending } from './run-operation.ts'
import { type Access, withOtherTokens } from './with-other-tokens.ts'

/** What a download is beside its call. `deadline` is for all that comes before the file. */
export interface DownloadRun extends Omit<Run, 'shape' | 'signal' | 'whenAnswered'> {
  /** Aborts when nobody waits for the file any more. */
  readonly signal: AbortSignal
  /** Gives what of the connector is allowed now. Rejects with what a new call would be told. */
  readonly allowedNow: () => Promise<readonly EntityPermission[] | null>
}

/** However slowly a file is sent or read: it takes the place of another meanwhile. */
const LONGEST_MS = 60 * 60_000

/**
 * Begins a download: the one way to a third party's files. When it resolves the third party has answered that
 * the file is there, and its bytes are still to come.
 */
export function runDownload(services: Sending, call: Call, run: DownloadRun): Promise<RawReply> {
  return withOtherTokens(run, (one) => attemptDownload(services, call, one))
}

async function attemptDownload(services: Sending, call: Call, run: DownloadRun): Promise<RawReply> {
  const { observed, sending, deadline, signal } = run
  let redact = (text: string) => text
  let effect: 'read' | 'write' = 'read'
  let called: Operation | undefined
  let slot: Lease | undefined
  // For the answer that says where the file is.
  const memory = createResponseMemory(services.responseMemory, ownerOf(run), run, () => effect)
  let began: number | undefined
  const observeTime = () => {
    if (began !== undefined) observed.upstream_ms = Math.round(performance.now() - began)
  }

  function prepare({ open, entities, reach }: Access) {
    const context = { ...open(), now: Date.now(), reach }
    redact = createRedactor(context.secrets, context.sketch).text
    called = findOperation(context.definition, call.entity, call.action)
    effect = called.effect
    demandEntity(entities, called)
    return { context, operation: called }
  }

  // From before it is sent: rights may end while its first byte is waited for.
  const watched = services.runningDownloads.watch({
    organization: run.organization,
    workspace_id: observed.workspace_id,
    connector_id: observed.connector_id,
    assertAllowed: async () => {
      const entities = await run.allowedNow()
      if (called !== undefined) demandEntity(entities, called)
    },
  })
  const end = () => {
    observeTime()
    watched.end()
    slot?.release()
    memory.release()
  }

  try {
    let prepared = prepare(run)
    const turn = acquireSlot(services.upstreamHolds, services.downloadSlots, run, prepared.operation)
    slot = turn instanceof Promise ? await turn : turn
    if (turn instanceof Promise) prepared = prepare(await run.again(deadline))
    await sending?.(effect)
    const { context, operation } = prepared
    const again = async () => {
      prepared = prepare(await run.again(deadline))
      return prepared.context
    }
    began = performance.now()
    const { reserve } = memory
    const options = { signal, redact, withinMs: leftUntil(deadline), again, reserve }
    const download = await openDownload(services.sender, context, call, options)
    memory.release()
    observed.upstream_status = download.status
    observed.response_bytes = 0
    const body = guardedFile(
      download.body,
      prepared.context.secrets,
      (error) => engineFailure(error, effect, redact),
      (bytes) => {
        observed.response_bytes = (observed.response_bytes ?? 0) + bytes
      },
    )
    const timer = setTimeout(() => body.destroy(tookTooLong()), LONGEST_MS)
    body.once('close', () => {
      clearTimeout(timer)
      end()
    })
    keepPace(body, () => observed.response_bytes ?? 0, services.pace)
    watched.guard(body)
    return new RawReply(fileHeaders(download, redact, operation.entity), body)
  } catch (error) {
    if (isEngineError(error, 'upstream_status')) observed.upstream_status = error.details.status
    end()
    throw engineFailure(error, effect, redact)
  }
}

function tookTooLong(): BulkheadError {
  return new BulkheadError('upstream_timeout', 'The file took longer than an hour, so it was broken off.')
}
