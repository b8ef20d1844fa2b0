import type { Readable } from 'node:stream'
import { BulkheadError } from '@bulkhead/contract/errors'
import { findOperation, openDownload, type PlanReason, type Sender } from '@bulkhead/engine'
import { isEngineError } from '@bulkhead/engine/errors'
import { engineFailure } from '#connections/engine-failure'
import { getReady } from '#definitions/load-definitions'
import { authorize, getPermissions } from '#request/authorize'
import { RawReply } from '#request/raw-reply'
import type { ResponsePace } from '#request/response-pace'
import { stillCounts } from '#tokens/still-counts'
import type { Call } from './call.ts'
import {
  acquireSlot,
  assertNotLimited,
  type CallingServices,
  observeRequest,
  renewTokens,
} from './execute.ts'
import type { FairQueue, Lease } from './fair-queue.ts'
import { fileHeaders } from './file-headers.ts'
import { guardedFile } from './guarded-file.ts'
import { keepPace } from './keep-pace.ts'
import { areRightsCurrent, openCall } from './open-call.ts'
import { createResponseMemory } from './reading/response-memory.ts'
import type { RunningDownloads } from './running-downloads.ts'
import { traceCall, traceSends } from './trace-call.ts'

/** Services that take part in downloads. */
export interface DownloadServices extends CallingServices {
  readonly sender: Sender
  readonly downloadSlots: FairQueue
  readonly runningDownloads: RunningDownloads
  readonly pace: ResponsePace
}

/** Time limit of a download, even of one that is still progressing: it occupies a slot. */
const LONGEST_MS = 60 * 60_000

/**
 * Begins a download, by the same steps as an execute. This is the only way to a service's files. When the promise
 * resolves, the service has responded with the file's headers, and its bytes are still to come.
 */
export function download(services: DownloadServices, call: Call): Promise<RawReply> {
  const { span } = call.context
  if (span === undefined) return run(services, call)
  return traceCall(
    call,
    span,
    () => run(services, call),
    ({ body }) => body as Readable,
  )
}

async function run(services: DownloadServices, call: Call): Promise<RawReply> {
  for (;;) {
    try {
      const reply = await attempt(services, call)
      await services.refusedCredentials.noteSuccess(call)
      return reply
    } catch (refusal) {
      await renewTokens(services, call, refusal)
    }
  }
}

async function attempt(services: DownloadServices, call: Call): Promise<RawReply> {
  const { observed, deadline, signal, ask } = call
  let slot: Lease | undefined
  let began: number | undefined
  // Watching begins before the request is sent, since rights may end while the server waits for the first byte.
  let watched: ReturnType<RunningDownloads['watch']> | undefined
  let memory: ReturnType<typeof createResponseMemory> | undefined
  const end = () => {
    if (began !== undefined) observed.upstream_ms = Math.round(performance.now() - began)
    watched?.end()
    slot?.release()
    memory?.release()
  }
  try {
    let opened = await openCall(services, call)
    const operation = findOperation(opened.definition, ask.entity, ask.action)
    watched = services.runningDownloads.watch({
      organization: call.context.organization,
      workspace_id: observed.workspace_id,
      connector_id: observed.connector_id,
      assertAllowed: () => assertStillAllowed(services, call),
    })
    const turn = acquireSlot(services, services.downloadSlots, call, operation)
    slot = turn instanceof Promise ? await turn : turn
    if (turn instanceof Promise) {
      opened = await openCall(services, call)
      assertNotLimited(services, call, operation)
    }
    assertRepeatable(call)
    // Memory for the response that says where the file is.
    memory = createResponseMemory(services.responseMemory, call)
    const again = async (reason: PlanReason) => {
      opened = await openCall(services, call)
      if (reason === 'retry') observeRequest(call, opened, operation)
      return opened.context
    }
    observeRequest(call, opened, operation)
    began = performance.now()
    const { reserve } = memory
    const redact = (text: string) => call.redact(text)
    const withinMs = Math.max(0, deadline - performance.now())
    const isCurrent = () => areRightsCurrent(services, call)
    const options = { signal, redact, withinMs, again, areRightsCurrent: isCurrent, reserve }
    const file = await openDownload(
      call.span === undefined ? services.sender : traceSends(services.sender, call, call.span),
      opened.context,
      ask,
      options,
    )
    memory.release()
    observed.upstream_status = file.status
    observed.response_bytes = 0
    const body = guardedFile(
      file.body,
      opened.context.secrets,
      (error) => engineFailure(error, call.effect, call.redact),
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
    return new RawReply(fileHeaders(file, redact, operation.entity), body)
  } catch (error) {
    if (isEngineError(error, 'upstream_status')) observed.upstream_status = error.details.status
    end()
    throw engineFailure(error, call.effect, call.redact)
  }
}

/**
 * Decides whether a running download may continue. A token that has expired since the start does not matter.
 *
 * @throws BulkheadError The error that a new call would get.
 */
async function assertStillAllowed(services: DownloadServices, { context, source, ask }: Call): Promise<void> {
  if (source.kind !== 'connector') throw new TypeError('A download is of a stored connector.')
  if (!(await stillCounts(services.database, context))) {
    throw new BulkheadError('unauthenticated', 'What the call was begun with was revoked.')
  }
  // The member's workspaces were read when the request began, and may be fewer by now.
  if (context.member !== undefined) await context.authenticateAgain()
  const connection = await services.connections.load(context, source.connector_id)
  const { definition } = await getReady(services.definitions.ofConnector(connection.definition_id))
  authorize(context, {
    workspace_status: connection.workspace_status,
    entities: getPermissions(context, definition, connection),
    called: definition.entities.get(ask.entity)?.get('download'),
  })
}

/**
 * Rejects an idempotency key for a write, because the bytes of a file are not stored.
 *
 * @throws BulkheadError `not_supported`
 */
function assertRepeatable({ context, effect }: Call): void {
  if (effect === 'read' || context.idempotencyContext === undefined) return
  throw new BulkheadError('not_supported', 'This download changes something, so it takes no Idempotency-Key.')
}

function tookTooLong(): BulkheadError {
  return new BulkheadError('upstream_timeout', 'The file took longer than an hour, so it was broken off.')
}
