import { isUtf8 } from 'node:buffer'
import { type Readable, Transform } from 'node:stream'
import { BulkheadError } from '@bulkhead/contract/errors'
import { type Download, findOperation, openDownload, type PlanReason, type Sender } from '@bulkhead/engine'
import { isEngineError } from '@bulkhead/engine/errors'
import { createSecretScanner } from '@bulkhead/engine/read'
import { authorize, getPermissions } from '#access/request/authorize'
import { RawReply } from '#access/request/raw-reply'
import type { ResponsePace } from '#access/request/response-pace'
import { stillCounts } from '#access/tokens/still-counts'
import { engineFailure } from '#connectors/connections/engine-failure'
import { getReady } from '#connectors/definitions/load-definitions'
import type { Call } from './call.ts'
import {
  acquireSlot,
  assertNotLimited,
  type CallingServices,
  observeRequest,
  renewTokens,
} from './execute.ts'
import type { FairQueue, Lease } from './fair-queue.ts'
import { areRightsCurrent, openCall } from './open-call.ts'
import { createResponseMemory } from './reading/response-memory.ts'
import type { RunningDownloads } from './running-downloads.ts'
import { traceCall, traceSends } from './trace-call.ts'

// Own code: `content-disposition` keeps names of any length, with characters that no system can store.

const LONGEST_NAME = 200
/** Maximum length of `Content-Disposition`. A longer one holds no name that a system could store. */
const LONGEST_DISPOSITION = 4096
/** RFC 6838 §4.2: 127 characters for each half of the type, and some for its parameters. */
const LONGEST_TYPE = 512
/** RFC 9110 §8.3.1: a media type with parameters. */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;\s*[\w!#$&^.+-]+=("[ !#-[\]-~]*"|[\w!#$&^.+-]+))*$/
const UNNAMED_TYPE = 'application/octet-stream'

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
    throw new BulkheadError('unauthenticated', 'The token, key or session of this call was revoked.')
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
  throw new BulkheadError(
    'not_supported',
    'This download changes something, so it does not accept an Idempotency-Key.',
  )
}

function tookTooLong(): BulkheadError {
  return new BulkheadError('upstream_timeout', 'Transfer aborted: it took longer than an hour.')
}

/**
 * Breaks off a download that is sent or read more slowly than the minimum rate, because it occupies a slot. The first
 * span of `graceMs` is free. In each further span of that length the minimum must arrive.
 *
 * @param passed Returns the number of bytes so far.
 */
function keepPace(
  body: Readable,
  passed: () => number,
  { graceMs, bytesPerSecond }: Pick<ResponsePace, 'graceMs' | 'bytesPerSecond'>,
): void {
  let before: number | undefined
  const timer = setInterval(() => {
    const now = passed()
    if (before !== undefined && now - before < (bytesPerSecond * graceMs) / 1000) {
      body.destroy(tooSlow(bytesPerSecond))
    }
    before = now
  }, graceMs).unref()
  body.once('close', () => clearInterval(timer))
}

function tooSlow(bytesPerSecond: number): BulkheadError {
  return new BulkheadError(
    'upstream_timeout',
    `Transfer aborted: slower than ${bytesPerSecond / 1024} KiB/s.`,
  )
}

/**
 * Passes on the bytes of a file no faster than the caller reads them. If the source fails or a secret is found, the
 * stream ends with an error before any byte of the secret is passed on. The error shows the recipient that the file is
 * incomplete.
 *
 * @param translate Turns an error of the source into the error of the stream.
 * @param passed Called with the number of bytes of each chunk.
 */
function guardedFile(
  source: Readable,
  secrets: readonly string[],
  translate: (error: unknown) => unknown,
  passed: (bytes: number) => void,
): Readable {
  const scanner = createSecretScanner(secrets)
  const guarded = new Transform({
    transform(piece: Buffer, _encoding, callback) {
      passed(piece.length)
      const clean = scanner.next(piece)
      if (clean === undefined) callback(secretFound())
      else callback(null, clean)
    },
    flush(callback) {
      callback(null, scanner.rest())
    },
  })
  source.once('error', (error) => guarded.destroy(translate(error) as Error))
  // If the caller disconnects, the request to the service ends.
  guarded.once('close', () => source.destroy())
  return source.pipe(guarded)
}

function secretFound(): BulkheadError {
  return new BulkheadError(
    'upstream_error',
    'Transfer aborted: the file contains a credential of this connector.',
  )
}

/**
 * Returns the headers with which a file is passed on. It is always an attachment, so that no browser runs its content.
 *
 * @param redact Removes secrets from the headers of the service.
 * @param entity File name if the service states none.
 */
export function fileHeaders(
  { content_type, headers, size, status }: Omit<Download, 'body'>,
  redact: (text: string) => string,
  entity: string,
): Record<string, string> & { 'content-type': string } {
  const range = headers['content-range']
  const { 'content-disposition': stated = '' } = headers
  const statedAs = stated.length > LONGEST_DISPOSITION ? '' : redact(statedName(stated))
  const name = safeName(statedAs) || safeName(entity) || 'file'
  const hasType = content_type.length <= LONGEST_TYPE && MEDIA_TYPE.test(content_type)
  return {
    'content-type': hasType ? redact(content_type) : UNNAMED_TYPE,
    'content-disposition': disposition(name),
    ...(size !== undefined && { 'content-length': String(size) }),
    // The caller asked for a part by a parameter and not by a header, so the status stays that of success.
    ...(status === 206 &&
      range !== undefined &&
      /^bytes [\d*/-]+$/.test(range) && { 'content-range': range }),
  }
}

/**
 * Returns the file name that a header states. The extended name takes precedence over the plain one (RFC 6266 §4.3, RFC
 * 8187).
 */
function statedName(header: string): string {
  const [, extended] = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header) ?? []
  if (extended !== undefined) return decoded(extended)
  const [, quoted, token] = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^; \t]+))/i.exec(header) ?? []
  return asUtf8(quoted?.replace(/\\(.)/g, '$1') ?? token ?? '')
}

/** Headers are read as Latin-1, but many services send UTF-8 in them. Text that is not UTF-8 stays as it is. */
function asUtf8(text: string): string {
  const bytes = Buffer.from(text, 'latin1')
  return isUtf8(bytes) ? bytes.toString() : text
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** Removes the path, invisible characters, and leading dots that would hide the file from a file name. */
function safeName(text: string): string {
  const name = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1)
  const visible = name.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
  return [...trimmed(visible)].slice(0, LONGEST_NAME).join('')
}

/** Removes dots and spaces from both ends. A regular expression would backtrack from each position of a long run. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && '. '.includes(text.charAt(start))) start += 1
  while (end > start && '. '.includes(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|[%;]/g, '_')
  const extended = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  )
  return plain === name
    ? `attachment; filename="${name}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${extended}`
}
