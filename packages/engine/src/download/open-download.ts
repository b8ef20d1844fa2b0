import { Readable } from 'node:stream'
import type { Operation } from '#model/definition'
import { EngineError } from '#model/errors'
import type { Call, PlanContext } from '#plan/plan-request'
import { parseBody } from '#read/parse-body'
import { refuseReportedError, statusError } from '#read/read-response'
import type { Redact } from '#read/upstream-error'
import {
  type PlanAgainOptions,
  type RetryOptions,
  repeat,
  sendWithRetry,
  toSendRights,
} from '#retry/send-with-retry'
import { readStart } from '#send/exchange-stream'
import type { FileOptions, FileResponse, SendableRequest, Sender, SendOptions } from '#send/send-request'
import { type PlannedDownload, planDownload, planFile } from './plan-download.ts'

/** A file that is being received. Read `body` to its end or destroy it. */
export interface Download {
  /** HTTP status: 200, or 206 for a part of the file. */
  readonly status: number
  /** Response headers with lower-case names: `content-type`, `content-range`, `content-disposition`… */
  readonly headers: Readonly<Record<string, string>>
  readonly content_type: string
  /** Size in bytes, if the service states it and does not compress the file. */
  readonly size?: number
  /** Stream of the file. Receives no more than is read. Fails with an `EngineError`. */
  readonly body: Readable
}

/**
 * Bounds of a download, and redaction of the service's messages. `withinMs` covers the time until the first byte of the
 * file, or until the error in its place was read. After that only `idleTimeoutMs` counts.
 */
export interface DownloadOptions
  extends Omit<FileOptions, 'rights'>,
    RetryOptions,
    PlanAgainOptions<PlanContext>,
    Pick<SendOptions, 'reserve'> {
  readonly signal?: AbortSignal | undefined
  readonly withinMs?: number | undefined
  readonly redact?: Redact
}

type PlanFile = (context: PlanContext) => SendableRequest

const ERROR_BYTES = 64 * 1024
/** Maximum number of bytes of a response that states the location of the file. */
const LOCATION_BYTES = 1024 * 1024

/**
 * Begins a download. When the promise resolves, all requests have succeeded and only the bytes of the file remain to be
 * read. Credentials are sent to the connector's own origin only.
 *
 * @throws {EngineError} Same errors as `planRequest`, `send` and `readResponse`; `upstream_status` if there is no file.
 */
export async function openDownload(
  sender: Pick<Sender, 'send' | 'openFile'>,
  context: PlanContext,
  call: Call,
  options: DownloadOptions = {},
): Promise<Download> {
  const planned = planDownload(context, call)
  const { operation } = planned.request
  const { withinMs = 60_000, clock = () => performance.now(), again } = options
  const deadline = clock() + withinMs
  const planFor: PlanFile =
    planned.file_url === undefined
      ? (current) => planDownload(current, call).request
      : await locatedFile(sender, planned, call, options)
  const request = planFor(context)
  const rights = toSendRights(options, planFor)
  const open = async (left: number, isRepeated: boolean) =>
    sender.openFile(isRepeated && again !== undefined ? planFor(await again('retry')) : request, {
      ...options,
      rights,
      withinMs: left,
    })
  const response = await repeat(operation.retry, request.effect, open, ({ body }) => body.destroy(), {
    ...options,
    withinMs: deadline - clock(),
  })
  if (response.status < 200 || response.status >= 300) {
    const body = await within(deadline - clock(), response.body, readStart(response.body, ERROR_BYTES))
    throw statusError(operation, { ...response, body }, options.redact ?? ((text) => text))
  }
  const body = await checkedBody(operation, response, deadline - clock(), options)
  const length =
    response.headers['content-encoding'] === undefined
      ? Number(response.headers['content-length'])
      : Number.NaN
  return {
    status: response.status,
    headers: response.headers,
    content_type: response.headers['content-type'] ?? 'application/octet-stream',
    ...(Number.isSafeInteger(length) && { size: length }),
    body,
  }
}

async function locatedFile(
  sender: Pick<Sender, 'send'>,
  planned: PlannedDownload,
  call: Call,
  options: DownloadOptions,
): Promise<PlanFile> {
  const { request } = planned
  const redact = options.redact ?? ((text) => text)
  const { again, ...rest } = options
  const response = await sendWithRetry(sender, request, {
    ...rest,
    maxBodyBytes: LOCATION_BYTES,
    ...(again !== undefined && { again: async (reason) => planDownload(await again(reason), call).request }),
  })
  if (response.status < 200 || response.status >= 300) throw statusError(request.operation, response, redact)
  const body = parseBody(response) ?? null
  refuseReportedError(request.operation, response, body, redact)
  return (context) => planFile(context, planned, { status: response.status, body })
}

// A service that reports errors with status 200 does so for files too. Only a short JSON response can be such an error.
async function checkedBody(
  operation: Operation,
  response: FileResponse,
  leftMs: number,
  { redact = (text) => text }: DownloadOptions,
): Promise<Readable> {
  const isJson = /^application\/([a-z.+-]+\+)?json\b/i.test(response.headers['content-type'] ?? '')
  if (operation.error_check === undefined || operation.file_url !== undefined || !isJson) return response.body
  const bytes = await within(leftMs, response.body, wholeIfShort(response.body, ERROR_BYTES))
  if (bytes === undefined) return response.body
  const whole = { ...response, body: bytes }
  refuseReportedError(operation, whole, parseBody(whole) ?? null, redact)
  return Readable.from([bytes])
}

// A body that arrives byte by byte is never idle, so only this ends the reading of it.
async function within<T>(leftMs: number, body: Readable, reading: Promise<T>): Promise<T> {
  const tooLate = () =>
    body.destroy(new EngineError('timeout', 'The upstream did not finish in time.', { sent: true }))
  const timer = setTimeout(tooLate, Math.max(0, leftMs))
  try {
    return await reading
  } finally {
    clearTimeout(timer)
  }
}

// If the body is longer than the limit, the bytes that were read are put back and undefined is returned.
async function wholeIfShort(body: Readable, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length <= limit) continue
    body.unshift(Buffer.concat(chunks))
    return undefined
  }
  return Buffer.concat(chunks)
}
