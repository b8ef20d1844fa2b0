import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { BulkheadError } from '@bulkhead/contract/errors'
import { BODY_BOUNDS } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import cors from '@fastify/cors'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { getFrameAncestors } from '#connect/get-frame-ancestors'
import { ReplayedError } from '#idempotency/once'
import type { AnyOperation } from '#operations/invoke'
import type { Services } from '#operations/services'
import { validationError, validatorCompiler } from '#operations/validation'
import { readLogo } from '#organizations/read-logo'
import { assertWellFormedQuery } from './assert-well-formed-query.ts'
import { endIfUnread, endSlowReaders } from './end-slow-readers.ts'
import { createLargeBodyReader } from './large-bodies/large-body-reader.ts'
import { collectMetrics, type MetricsPage, type ReadAllMetrics } from './metrics/collect-metrics.ts'
import { callbackErrorPage, ERROR_PAGE_HEADERS } from './pages/callback-error-page.ts'
import { APP_DIRECTORY, serveApp } from './pages/serve-app.ts'
import { CONNECT_DIRECTORY, serveConnect } from './pages/serve-connect.ts'
import { serveDocs } from './pages/serve-docs.ts'
import { serveIcons } from './pages/serve-icons.ts'
import { addJsonParser } from './parse-json.ts'
import { REPLAYED, registerOperation } from './register-operation.ts'
import { endSilentConnections, openConnections, watchConnections } from './silent-connections.ts'
import { asBulkheadError, getLoggedCause, toReply } from './to-reply.ts'
import { traceRequests } from './trace-requests.ts'
import { unreadReply } from './unread-reply.ts'

/** Interval of the search for late requests. */
const LOOK_EVERY_MS = 5_000
/** Time in which a client can read why its connection ends. */
const LINGER_MS = 2_000

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts what is answered, whatever interface it is answered by. */
    readonly metrics: MetricsPage
  }
}

/** Proxies, pages of other origins and the web app in front of the server. */
export interface Front {
  /** Addresses and CIDRs whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[]
  /** Origins whose pages may call the API. */
  readonly corsOrigins: readonly string[]
  /** Address that serves metrics. If absent, this server serves them at `/metrics`. */
  readonly metricsAddress?: object | undefined
  /** Set if several processes listen together. */
  readonly readAllMetrics?: ReadAllMetrics | undefined
  /** Folder of the built web app. */
  readonly appDirectory?: string
  /** Folder of the built connect page. */
  readonly connectDirectory?: string
}

/**
 * The HTTP server over the operations of the contract. It has no rules of its own.
 *
 * @param served Other operations only to prove that tests notice a contract that is wrong.
 */
export async function createApp(
  services: Services,
  {
    trustedProxies,
    corsOrigins,
    metricsAddress,
    readAllMetrics,
    appDirectory = APP_DIRECTORY,
    connectDirectory = CONNECT_DIRECTORY,
  }: Front,
  served = operations,
): Promise<FastifyInstance> {
  const { pace } = services
  const app = fastify({
    loggerInstance: services.log,
    // The framework's own lines carry URLs with their queries; ours name the operation.
    logController: new LogController({ disableRequestLogging: true }),
    // Ours say whose line it is by its request id, and to make one for each request has a price.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: BODY_BOUNDS.bytes,
    requestTimeout: pace.requestMs,
    connectionTimeout: pace.stalledMs,
    // Node looks for requests that are late every half minute. And where the time for headers is longer than that for the
    // whole, it takes one for the other.
    http: {
      headersTimeout: pace.requestMs,
      connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, pace.requestMs / 2),
    },
    // While closing, a request on an open connection gets its usual response: the framework's own 503 is not ours.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1024 },
    frameworkErrors: (error, request, reply) => sendError(reply, error, request.id),
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
      socket.end(unreadReply(error.code))
      // Anyone who still sends is not waited for.
      setTimeout(() => socket.destroy(), LINGER_MS).unref()
    },
  })
  watchConnections(app.server)
  const stopLooking = endSlowReaders(() => openConnections(app.server), pace)
  app.addHook('onClose', async () => stopLooking())
  app.addHook('preClose', async () => endSilentConnections(app.server))
  const largeBodies = createLargeBodyReader()
  app.addHook('onClose', () => largeBodies.close())
  addJsonParser(app, { readLarge: largeBodies.read })
  app.setValidatorCompiler(validatorCompiler)
  app.setSchemaErrorFormatter(validationError)
  app.setNotFoundHandler(async (request, reply) => {
    if (webApp.respondPage(request, reply)) return reply
    throw new BulkheadError(
      'route_not_found',
      `There is no ${request.method} operation at this path. ${hintFor(request)}See /docs.`,
    )
  })
  app.setErrorHandler((error, request, reply) =>
    // Who was to have a file is gone, and so is the connection: there is nobody to be told.
    isHungUp(error, reply) ? undefined : sendError(reply, error, request.id),
  )
  if (services.telemetry !== undefined) traceRequests(app, services.telemetry)
  addHooks(app)
  if (corsOrigins.length > 0) await addCors(app, corsOrigins, served)
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (services.lifecycle.closing) reply.header('connection', 'close')
    done()
  })
  serveDocs(app)
  serveIcons(app, services.definitions)
  const { database } = services
  serveConnect(
    app,
    {
      getFrameAncestors: (session_id) => getFrameAncestors(services.database, session_id),
      readLogo: (sha256) => readLogo(database, sha256),
    },
    connectDirectory,
  )
  const webApp = serveApp(app, appDirectory)
  app.decorate('metrics', collectMetrics(app, services, readAllMetrics))
  const { contentType, read } = app.metrics
  if (metricsAddress === undefined)
    app.get('/metrics', async (_request, reply) => reply.type(contentType).send(await read()))
  for (const operation of served) registerOperation(app, services, operation)
  return app
}

/** Adds the hooks for every request and the headers of every response. */
function addHooks(app: FastifyInstance): void {
  // These run on every request, and a hook that calls back costs less than one that gives a promise.
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.on('timeout', endIfUnread)
    reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    done()
  })
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    // RFC 9112 §3.2: anyone who passed the request on may have gone by the other one.
    done(
      countHosts(raw) > 1
        ? new BulkheadError('malformed_request', 'There is more than one Host header.')
        : undefined,
    )
  })
  app.addHook('onRequest', ({ method, url }, _reply, done) => {
    // Clients resolve dots before they send: `workspaces/{id}/aliases/..` would arrive as `workspaces/{id}/`.
    const isUnclear = method === 'DELETE' && url.split('?', 1)[0]?.endsWith('/')
    done(
      isUnclear
        ? new BulkheadError('route_not_found', 'What deletes takes no trailing slash. See /docs.')
        : undefined,
    )
  })
  app.addHook('preValidation', (request, _reply, done) => {
    // Nearly all have nothing to decode.
    if (request.url.includes('%')) assertWellFormedQuery(request.url)
    done()
  })
}

function countHosts({ rawHeaders }: IncomingMessage): number {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1
  }
  return count
}

/** Lets pages of these origins call what is served. */
async function addCors(
  app: FastifyInstance,
  origins: readonly string[],
  served: readonly AnyOperation[],
): Promise<void> {
  await app.register(cors, {
    origin: [...origins],
    methods: [...new Set(served.map(({ method }) => method))],
    credentials: false,
    maxAge: 600,
    exposedHeaders: [
      'x-request-id',
      'retry-after',
      'idempotent-replayed',
      'ratelimit',
      'ratelimit-policy',
      'content-disposition',
      'content-range',
      'mcp-session-id',
      'www-authenticate',
    ],
  })
}

function isHungUp(error: unknown, { raw }: FastifyReply): boolean {
  return raw.destroyed && (error as { code?: string } | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

function sendError(reply: FastifyReply, thrown: unknown, request_id: string): FastifyReply {
  const error = asBulkheadError(thrown, reply.request.routeOptions.bodyLimit)
  const isReplayed = error instanceof ReplayedError
  const { status, headers, body } = toReply(
    error,
    isReplayed ? error.request_id : request_id,
    calledBy(reply.request),
    reply.request.headers.authorization,
  )
  const { code } = error
  // An upstream request that ended because the caller disconnected is not worth a log line.
  const isNews = code === 'internal' || !reply.raw.destroyed
  if (status >= 500 && isNews)
    reply.log.error({ request_id, code, err: getLoggedCause(error) }, 'request failed')
  reply.request.failure = code
  // Those of a file that failed before its first byte.
  for (const name of ['content-disposition', 'content-range']) reply.removeHeader(name)
  const page = callbackErrorPage(reply.request, body)
  const kind = page === undefined ? { 'content-type': 'application/json; charset=utf-8' } : ERROR_PAGE_HEADERS
  // Serialized here: the response schemas of a route are those of its success.
  return reply
    .code(status)
    .headers({ 'x-request-id': request_id, ...headers, ...kind, ...(isReplayed && { [REPLAYED]: 'true' }) })
    .serializer((text: string) => text)
    .send(page ?? JSON.stringify(body))
}

/** For what is looked for elsewhere than it is. */
function hintFor({ method, url }: FastifyRequest): string {
  return method === 'POST' && /^\/api\/v1\/workspaces\/?(\?|$)/.test(url)
    ? 'Minting a scoped token for a new name makes a workspace: POST /api/v1/account/applications/scoped-token. '
    : ''
}

function calledBy({ operation, params, query, body }: FastifyRequest) {
  return operation && { operation, params, query, body }
}
