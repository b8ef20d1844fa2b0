import { openDownload } from '@bulkhead/engine/download/open-download'
import { isEngineError } from '@bulkhead/engine/errors'
import { findOperation } from '@bulkhead/engine/find-operation'
import type { Call } from '@bulkhead/engine/plan-request'
import { createRedactor } from '@bulkhead/engine/redactor'
import { engineFailure } from '#engine-failure'
import { RawReply } from '#raw-reply'
import { demandEntity } from './demand-entity.ts'
import { fileHeaders } from './file-headers.ts'
import { guardedFile } from './guarded-file.ts'
import { type Run, type Sending, turnOf } from './run-operation.ts'
import { withOtherTokens } from './with-other-tokens.ts'

/** What a download is beside its call. `withinMs` is for all that comes before the file. */
export interface DownloadRun extends Omit<Run, 'shape' | 'signal'> {
  /** Aborts when nobody waits for the file any more. */
  readonly signal: AbortSignal
}

/**
 * Begins a download: the one way to a third party's files. When it resolves the third party has answered that
 * the file is there, and its bytes are still to come.
 */
export function runDownload(services: Sending, call: Call, run: DownloadRun): Promise<RawReply> {
  return withOtherTokens(run, (one) => attemptDownload(services, call, one))
}

async function attemptDownload(
  services: Sending,
  call: Call,
  { open, entities, observed, sending, withinMs, signal }: DownloadRun,
): Promise<RawReply> {
  let redact = (text: string) => text
  let effect: 'read' | 'write' = 'read'
  let release = () => {}
  const began = performance.now()
  const observeTime = () => {
    observed.upstream_ms = Math.round(performance.now() - began)
  }
  try {
    const context = { ...open(), now: Date.now() }
    const { secrets, sketch } = context
    redact = createRedactor(secrets, sketch).text
    const operation = findOperation(context.definition, call.entity, call.action)
    effect = operation.effect
    demandEntity(entities, operation)
    release = await turnOf(services, observed, operation)
    await sending?.(effect)
    const { sender } = services
    const options = { signal, redact, withinMs: withinMs ?? sender.limits.totalTimeoutMs }
    const download = await openDownload(sender, context, call, options)
    observed.upstream_status = download.status
    observed.response_bytes = 0
    const body = guardedFile(
      download.body,
      secrets,
      (error) => engineFailure(error, effect, redact),
      (bytes) => {
        observed.response_bytes = (observed.response_bytes ?? 0) + bytes
      },
    )
    body.once('close', observeTime)
    body.once('close', release)
    return new RawReply(fileHeaders(download, redact, operation.entity), body)
  } catch (error) {
    if (isEngineError(error, 'upstream_status')) observed.upstream_status = error.details.status
    observeTime()
    release()
    throw engineFailure(error, effect, redact)
  }
}
