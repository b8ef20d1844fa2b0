import { Readable } from 'node:stream'
import type { Operation } from '#model/definition'
import type { Call, PlanContext } from '#plan/plan-request'
import { parseBody } from '#read/parse-body'
import { refuseReportedError, statusError } from '#read/read-response'
import type { Redact } from '#read/upstream-error'
import { type RetryOptions, repeat, sendWithRetry } from '#retry/send-with-retry'
import { readStart } from '#send/exchange-stream'
import type { FileOptions, FileResponse, SendableRequest, Sender, SendOptions } from '#send/send-request'
import { type PlannedDownload, planDownload, planFile } from './plan-download.ts'

/** A file that is being received. Read `body` to its end or destroy it. */
export interface Download {
  /** 200, or 206 for a part. */
  readonly status: number
  /** Names are lower-case: `content-type`, `content-range`, `content-disposition`… */
  readonly headers: Readonly<Record<string, string>>
  readonly content_type: string
  /** Bytes, if the service says so and does not compress. */
  readonly size?: number
  /** Takes no more from the connection than is read. Fails with an `EngineError`. */
  readonly body: Readable
}

/**
 * Bounds of a download, and what is done with the service's messages. `withinMs` is for all that comes before
 * the first byte of the file; after that only `idleTimeoutMs` counts.
 */
export interface DownloadOptions extends FileOptions, RetryOptions, Pick<SendOptions, 'reserve'> {
  readonly signal?: AbortSignal | undefined
  readonly withinMs?: number | undefined
  readonly redact?: Redact
  /** Gives what a request is planned with that is sent for another time, after the wait before it. Default: the same. */
  readonly again?: () => Promise<PlanContext>
}

/** The request of the file, as it is planned with a context. */
type PlanFile = (context: PlanContext) => SendableRequest

const ERROR_BYTES = 64 * 1024
/** A response that says where a file is holds little else. */
const LOCATION_BYTES = 1024 * 1024

/**
 * Begins a download: all requests are made and have succeeded when it resolves, and only the file's bytes
 * are still to come. Credentials go to the connector's own origin alone.
 *
 * @throws {EngineError} As `planRequest`, `send` and `readResponse`; `upstream_status` if there is no file.
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
  const open = async (left: number, isRepeated: boolean) =>
    sender.openFile(isRepeated && again !== undefined ? planFor(await again()) : request, {
      ...options,
      withinMs: left,
    })
  const response = await repeat(operation.retry, request.effect, open, ({ body }) => body.destroy(), {
    ...options,
    withinMs: deadline - clock(),
  })
  if (response.status < 200 || response.status >= 300) {
    const body = await readStart(response.body, ERROR_BYTES)
    throw statusError(operation, { ...response, body }, options.redact ?? ((text) => text))
  }
  const body = await checkedBody(operation, response, options)
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

/** Asks where the file is. */
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
    ...(again !== undefined && { again: async () => planDownload(await again(), call).request }),
  })
  if (response.status < 200 || response.status >= 300) throw statusError(request.operation, response, redact)
  const body = parseBody(response) ?? null
  refuseReportedError(request.operation, response, body, redact)
  return (context) => planFile(context, planned, { status: response.status, body })
}

// A service that reports errors by 200 does so for files too. Only a short JSON answer can be one.
async function checkedBody(
  operation: Operation,
  response: FileResponse,
  { redact = (text) => text }: DownloadOptions,
): Promise<Readable> {
  const isJson = /^application\/([a-z.+-]+\+)?json\b/i.test(response.headers['content-type'] ?? '')
  if (operation.error_check === undefined || operation.file_url !== undefined || !isJson) return response.body
  const bytes = await wholeIfShort(response.body, ERROR_BYTES)
  if (bytes === undefined) return response.body
  const whole = { ...response, body: bytes }
  refuseReportedError(operation, whole, parseBody(whole) ?? null, redact)
  return Readable.from([bytes])
}

// A body that turns out to be longer is as it was.
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
