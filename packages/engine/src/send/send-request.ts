import type { Readable } from 'node:stream'
import { type ClientCertificate, createEgressAgent } from '#egress/connector'
import type { EgressPolicy } from '#egress/policy'
import type { OutboundProxy } from '#egress/proxy-tunnel'
import type { ResolveAddresses } from '#egress/share-lookups'
import { createTargetResolver } from '#egress/target-resolver'
import { EngineError, isEngineError } from '#model/errors'
import type { UpstreamResponse } from '#model/wire'
import type { PlannedRequest } from '#plan/plan-request'
import engine from '../../package.json' with { type: 'json' }
import { decodeBody, decodedStream, isEncoded, toUtf8 } from './decode-body.ts'
import { exchange, type Request, type ReserveMemory, RightsNotCurrent } from './exchange.ts'
import { exchangeStream, type StreamedResponse } from './exchange-stream.ts'
import { afterFirstHop, redirectedFileRequest, redirectedRequest } from './redirect.ts'

/** Bounds of one call, redirects included. */
export interface SendLimits {
  /** Milliseconds for a connection, including name resolution and TLS. Default 5,000. */
  readonly connectTimeoutMs: number
  /** Milliseconds from sending to the end of the response headers. Default 30,000. */
  readonly firstByteTimeoutMs: number
  /** Milliseconds for the whole call. Default 60,000. */
  readonly totalTimeoutMs: number
  /** Maximum number of bytes of a response's body, both as received and as decoded. Default 10 MiB. */
  readonly maxBodyBytes: number
  /** Maximum number of bytes of a response's headers. Default 32 KiB. */
  readonly maxHeaderBytes: number
}

const DEFAULT_LIMITS: SendLimits = {
  connectTimeoutMs: 5_000,
  firstByteTimeoutMs: 30_000,
  totalTimeoutMs: 60_000,
  maxBodyBytes: 10 * 1024 * 1024,
  maxHeaderBytes: 32 * 1024,
}

const MAX_REDIRECTS = 5
const MAX_FILE_BYTES = 1024 ** 3
const IDLE_TIMEOUT_MS = 60_000
const USER_AGENT = `bulkhead/${engine.version}`

/** Policy and limits of a sender. */
export interface SenderOptions {
  readonly policy: EgressPolicy
  readonly limits?: Partial<SendLimits>
  /** Name resolution. Default: the system's resolver. */
  readonly lookup?: ResolveAddresses
  /** Certificates to trust besides the system's, PEM. */
  readonly ca?: string
  /** Proxy that connections to public addresses go through. Default: none. */
  readonly proxy?: OutboundProxy | undefined
  /** Client certificates by host, in lower case. */
  readonly clientCertificates?: ReadonlyMap<string, ClientCertificate> | undefined
  /** Current time in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number
}

/** Rights behind a request, which may end while it waits for a connection. */
export interface SendRights {
  /**
   * Called once there is a connection, immediately before the request is written. If it returns false, nothing is
   * written, and the rights are confirmed first.
   */
  readonly areCurrent: () => boolean
  /**
   * Confirms the rights and returns the request as it is now. After a redirect that request is discarded, because the
   * redirect determines what is sent. If it rejects, the call ends with its error.
   */
  readonly confirm: (isRedirected: boolean) => Promise<SendableRequest>
}

export interface FileOptions {
  readonly rights?: SendRights | undefined
  readonly signal?: AbortSignal | undefined
  /** Milliseconds until the response headers must have arrived. Applies if it is less than the sender's own limit. */
  readonly withinMs?: number | undefined
  /** Maximum number of bytes of the file, both as received and as decoded. Default 1 GiB. */
  readonly maxBytes?: number | undefined
  /** Milliseconds without progress, of the upstream or of the reader. Default 60,000. */
  readonly idleTimeoutMs?: number | undefined
}

/** Upstream response with a stream. Read `body` to its end or destroy it. */
export interface FileResponse extends Omit<UpstreamResponse, 'body'> {
  readonly body: Readable
}

/** Bounds of one call. */
export interface SendOptions {
  /** Rights behind the request. Default: it is sent without a further check. */
  readonly rights?: SendRights | undefined
  /** Signal that ends the call early, with the error `timeout`. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for the whole call. Applies if it is less than the sender's total limit. */
  readonly withinMs?: number | undefined
  /** Called before more than 64 KiB of a response are kept, or a compressed one is decoded. Default: never waits. */
  readonly reserve?: ReserveMemory | undefined
  /** Maximum number of bytes of the response's body. Applies if it is less than the sender's limit. */
  readonly maxBodyBytes?: number | undefined
}

/** The parts of a planned request that are sent. */
export type SendableRequest = Pick<
  PlannedRequest,
  'method' | 'url' | 'headers' | 'body' | 'bytes' | 'effect' | 'assertFollows'
>

/** A sender of planned requests, with its own connections. */
export interface Sender {
  readonly limits: SendLimits
  /**
   * Sends a planned request. Always settles within the total limit. Follows at most five redirects, inside the origin
   * only: any redirect for a read, only 307 and 308 for a write. Uses no cookies and does not retry.
   *
   * @throws {EngineError} If nothing was sent, for certain: `egress_refused`, `unreachable`, `timeout` with `sent:
   *   false`. If the request may have been sent: `connection_lost`, `timeout` with `sent: true`, `redirect_refused`,
   *   `response_too_large`, `response_unreadable`.
   */
  send(planned: SendableRequest, options?: SendOptions): Promise<UpstreamResponse>
  /**
   * Sends like `send`, for a file. Resolves once the headers arrive, whatever the status, and receives no more
   * than the reader consumes. A redirect to another origin is followed without credentials. The total limit
   * does not apply. A body that stalls for `idleTimeoutMs` fails.
   */
  openFile(planned: SendableRequest, options?: FileOptions): Promise<FileResponse>
  /** Closes all connections and aborts calls in progress. */
  close(): Promise<void>
}

/** Creates a sender with its own connections, each of which the egress policy must allow. */
export function createSender(options: SenderOptions): Sender {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const now = options.now ?? Date.now
  const { policy } = options
  const getTarget = createTargetResolver(policy)
  const agent = createEgressAgent({
    policy,
    connectTimeoutMs: limits.connectTimeoutMs,
    maxHeaderBytes: limits.maxHeaderBytes,
    lookup: options.lookup,
    ca: options.ca,
    proxy: options.proxy,
    clientCertificates: options.clientCertificates,
  })

  return {
    limits,
    async send(first, given = {}) {
      const { signal, withinMs = limits.totalTimeoutMs, reserve, rights } = given
      const maxBodyBytes = Math.min(given.maxBodyBytes ?? limits.maxBodyBytes, limits.maxBodyBytes)
      const bounds = { ...limits, maxBodyBytes }
      const deadline = performance.now() + Math.min(withinMs, limits.totalTimeoutMs)
      const options = { deadline, signal, reserve, areRightsCurrent: rights?.areCurrent }
      let planned = first
      let request = firstRequest(planned)
      for (let redirects = 0; ; ) {
        try {
          const response = await exchange(agent, getTarget(request.url), request, bounds, options)
          const next = redirectedRequest(planned.effect, request, response)
          if (next === undefined) {
            if (reserve !== undefined && isEncoded(response)) await reserve(maxBodyBytes)
            const decoded = decodeBody(response, maxBodyBytes)
            const bytes = decoded instanceof Promise ? await decoded : decoded
            const utf8 = toUtf8(response, bytes, maxBodyBytes, reserve)
            const body = utf8 instanceof Promise ? await utf8 : utf8
            return { status: response.status, headers: response.headers, body, redirects, received_at: now() }
          }
          if (redirects === MAX_REDIRECTS) throw tooManyRedirects()
          planned.assertFollows?.(next)
          request = next
          redirects += 1
        } catch (thrown) {
          if (thrown instanceof RightsNotCurrent && rights !== undefined) {
            const confirmed = await rights.confirm(redirects > 0)
            if (redirects > 0) continue
            planned = confirmed
            request = firstRequest(planned)
            continue
          }
          throw redirects > 0 && isEngineError(thrown) ? afterFirstHop(thrown) : thrown
        }
      }
    },
    async openFile(first, options = {}) {
      const { signal, rights, withinMs = limits.totalTimeoutMs } = options
      const { maxBytes = MAX_FILE_BYTES, idleTimeoutMs = IDLE_TIMEOUT_MS } = options
      const deadline = performance.now() + withinMs
      let planned = first
      let request = firstRequest(planned)
      for (let redirects = 0; ; ) {
        let response: StreamedResponse | undefined
        try {
          const target = getTarget(request.url)
          const leftMs = Math.max(0, deadline - performance.now())
          const firstByteTimeoutMs = Math.min(limits.firstByteTimeoutMs, leftMs)
          response = await exchangeStream(
            agent,
            target,
            request,
            { firstByteTimeoutMs, idleTimeoutMs, maxBytes },
            { signal, areRightsCurrent: rights?.areCurrent },
          )
          const next = redirectedFileRequest(request, response)
          if (next === undefined) {
            return { ...response, body: decodedStream(response, maxBytes), redirects, received_at: now() }
          }
          if (redirects === MAX_REDIRECTS) throw tooManyRedirects()
          planned.assertFollows?.(next)
          request = next
          redirects += 1
        } catch (thrown) {
          response?.body.destroy()
          if (thrown instanceof RightsNotCurrent && rights !== undefined) {
            const confirmed = await rights.confirm(redirects > 0)
            if (redirects > 0) continue
            planned = confirmed
            request = firstRequest(planned)
            continue
          }
          throw redirects > 0 && isEngineError(thrown) ? afterFirstHop(thrown) : thrown
        }
        response.body.destroy()
      }
    },
    close: () => agent.destroy(),
  }
}

function tooManyRedirects() {
  const message = `The upstream redirected more than ${MAX_REDIRECTS} times.`
  return new EngineError('redirect_refused', message, { may_be_done: false })
}

function firstRequest(planned: SendableRequest): Request {
  const headers: Record<string, string> = { ...planned.headers }
  headers['user-agent'] ??= USER_AGENT
  // Without this header a response may be compressed, and its decoded size is known only after decoding.
  headers['accept-encoding'] = 'identity'
  return { method: planned.method, url: planned.url, headers, body: planned.bytes ?? planned.body }
}
