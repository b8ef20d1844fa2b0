import { createHash, randomUUID } from 'node:crypto'
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import { toTile } from '@bulkhead/catalog/marks'
import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { BODY_BOUNDS, type OperationShape } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { probablyMeant } from '@bulkhead/engine/text'
import cors from '@fastify/cors'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { ReplayedError } from '#access/idempotency/once'
import { getFrameAncestors } from '#connect/get-frame-ancestors'
import { getWidgetAncestors } from '#connect/get-widget-ancestors'
import type { Definitions } from '#connectors/definitions/load-definitions'
import type { AnyOperation } from '#operations/invoke'
import type { Services } from '#operations/services'
import { validationError, validatorCompiler } from '#operations/validation'
import { readLogo } from '#tenancy/organizations/read-logo'
import { endIfUnread, endSlowReaders } from './end-slow-readers.ts'
import { createLargeBodyReader } from './large-bodies/large-body-reader.ts'
import { collectMetrics, type MetricsPage, type ReadAllMetrics } from './metrics/collect-metrics.ts'
import { callbackErrorPage, ERROR_PAGE_HEADERS } from './pages/callback-error-page.ts'
import { APP_DIRECTORY, serveApp } from './pages/serve-app.ts'
import { CONNECT_DIRECTORY, serveConnect } from './pages/serve-connect.ts'
import { serveDocs } from './pages/serve-docs.ts'
import { addJsonParser } from './parse-json.ts'
import { REPLAYED, registerOperation } from './register-operation.ts'
import { endSilentConnections, openConnections, watchConnections } from './silent-connections.ts'
import { asBulkheadError, getLoggedCause, toReply } from './to-reply.ts'
import { traceRequests } from './trace-requests.ts'

/** Longest path for which another one is suggested. */
const LONGEST_PATH = 200

const MINTING =
  'Minting a scoped token for a new name creates a workspace: POST /api/v1/account/applications/scoped-token. '

const UUID = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi

interface Dependencies {
  readonly issuer: string
  readonly callbackOrigin: string
}

/** Callbacks of OAuth. Their names are slugs or ids. */
const CALLBACK = /^\/api\/v1\/oauth\/callback\/[\w-]+\/?(\?|$)/
/** Load balancers and `bulkhead doctor` ask for it by any name. */
const HEALTH = /^\/health\//

const HEADERS = {
  'cache-control': 'public, max-age=86400',
  // An SVG opened in its own tab is a page of this origin.
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  // Pages of the organization's own apps show the icons too.
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** Interval in milliseconds of the search for late requests. */
const LOOK_EVERY_MS = 5_000
/** Time in milliseconds in which a client can read the error before its connection is closed. */
const LINGER_MS = 2_000

declare module 'fastify' {
  interface FastifyInstance {
    /** Metrics of all responses, from whatever interface. */
    readonly metrics: MetricsPage
  }
}

/** Settings of proxies, other origins and the web app. */
export interface Front {
  /** Addresses and CIDRs whose `X-Forwarded-*` headers are trusted. */
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
 * Creates the HTTP server for the operations of the contract. It has no rules of its own.
 *
 * @param served Operations to serve. Only tests pass others, to prove that a wrong contract is noticed.
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
    // The framework's own log lines contain URLs with queries. Ours name the operation.
    logController: new LogController({ disableRequestLogging: true }),
    // Our log lines carry the request id. A child logger for each request would be expensive.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: BODY_BOUNDS.bytes,
    requestTimeout: pace.requestMs,
    connectionTimeout: pace.stalledMs,
    // By default Node searches for late requests every 30 seconds. If its timeout for headers is longer than the one
    // for the whole request, Node swaps the two.
    http: {
      // Node's own response to a request without a host has no body. `getHeaderError` refuses it instead.
      requireHostHeader: false,
      headersTimeout: pace.requestMs,
      connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, pace.requestMs / 2),
    },
    // While closing, a request on an open connection gets its usual response instead of the framework's own 503.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1024 },
    frameworkErrors: (error, request, reply) => sendError(reply, error, request.id),
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
      socket.end(unreadReply(error.code))
      // The server does not wait for a client that still sends.
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
  const describeMissingRoute = createMissingRouteText(served)
  app.setNotFoundHandler(async (request, reply) => {
    if (webApp.respondPage(request, reply)) return reply
    throw new BulkheadError('route_not_found', describeMissingRoute(request))
  })
  app.setErrorHandler((error, request, reply) =>
    // If the client disconnected during a download, nothing can be sent.
    isHungUp(error, reply) ? undefined : sendError(reply, error, request.id),
  )
  if (services.telemetry !== undefined) traceRequests(app, services.telemetry)
  addHooks(app)
  serveCallbackDomain(app, services)
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
      getWidgetAncestors: (query) => getWidgetAncestors(services, query),
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
  // These hooks run on every request. A hook with a callback costs less than one that returns a promise.
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
    done(getHeaderError(raw))
  })
  app.addHook('onRequest', ({ method, url, routeOptions }, _reply, done) => {
    // Clients resolve dots before they send: a DELETE of `workspaces/{id}/aliases/..` would arrive as
    // `workspaces/{id}/`. A DELETE of `/mcp`, by which clients end a session, deletes nothing.
    const isUnclear =
      method === 'DELETE' && routeOptions.url !== '/mcp' && url.split('?', 1)[0]?.endsWith('/')
    done(
      isUnclear
        ? new BulkheadError('route_not_found', 'DELETE paths must not end with a slash. See /docs.')
        : undefined,
    )
  })
  app.addHook('preValidation', (request, _reply, done) => {
    // Nearly all URLs have nothing to decode.
    if (request.url.includes('%')) assertWellFormedQuery(request.url)
    done()
  })
}

/**
 * RFC 9112 §3.2: HTTP/1.1 needs a host. With two hosts, or two tokens, a proxy may have used the other one. Node itself
 * takes the first.
 */
function getHeaderError({ rawHeaders, httpVersion }: IncomingMessage): BulkheadError | undefined {
  let [hosts, tokens] = [0, 0]
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1
    else if (name?.length === 13 && name.toLowerCase() === 'authorization') tokens += 1
  }
  const isHosted = hosts === 1 || (hosts === 0 && httpVersion === '1.0')
  if (isHosted && tokens < 2) return undefined
  const fault = hosts === 0 ? 'no Host' : hosts > 1 ? 'more than one Host' : 'more than one Authorization'
  return new BulkheadError('malformed_request', `There is ${fault} header.`)
}

/** Allows pages of these origins to call the routes. */
async function addCors(
  app: FastifyInstance,
  origins: readonly string[],
  served: readonly AnyOperation[],
): Promise<void> {
  await app.register(cors, {
    origin: [...origins],
    // OPTIONS without the headers of a preflight is answered too, not refused with a text.
    strictPreflight: false,
    methods: [...new Set(served.map(({ method }) => method))],
    credentials: false,
    maxAge: 600,
    exposedHeaders: [
      'x-request-id',
      'bulkhead-warning',
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
  // Headers of a file whose download failed before its first byte.
  for (const name of ['content-disposition', 'content-range']) reply.removeHeader(name)
  const page = callbackErrorPage(reply.request, body)
  const kind = page === undefined ? { 'content-type': 'application/json; charset=utf-8' } : ERROR_PAGE_HEADERS
  // Serialized here, because the response schemas of a route describe only successful responses.
  return reply
    .code(status)
    .headers({ 'x-request-id': request_id, ...headers, ...kind, ...(isReplayed && { [REPLAYED]: 'true' }) })
    .serializer((text: string) => text)
    .send(page ?? JSON.stringify(body))
}

function calledBy({ operation, params, query, body }: FastifyRequest) {
  return operation && { operation, params, query, body }
}

/** Renders the raw response to a request that could not be parsed, for which the framework has no reply object. */
function unreadReply(code: string | undefined): string {
  const request_id = randomUUID()
  const { status, body } = toReply(unreadError(code), request_id)
  const text = JSON.stringify(body)
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    `X-Request-Id: ${request_id}`,
    'Connection: close',
    '',
    text,
  ].join('\r\n')
}

function unreadError(code: string | undefined): BulkheadError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new BulkheadError('request_timeout', 'The request did not arrive in time. Nothing was done.')
  }
  return new BulkheadError(
    'malformed_request',
    code === 'HPE_HEADER_OVERFLOW'
      ? 'The request line and the headers are longer than 16 KiB together.'
      : 'This is not a valid HTTP request.',
  )
}

/** Serves the icon of each definition as an SVG. */
function serveIcons(app: FastifyInstance, definitions: Definitions): void {
  const icons = new Map(
    definitions.all.map(({ slug, display_name, mark }) => {
      const svg = toTile(display_name, mark)
      const etag = `"${createHash('sha256').update(svg).digest('base64url').slice(0, 22)}"`
      return [`${slug}.svg`, { svg, etag }]
    }),
  )
  app.get<{ Params: { file: string } }>('/icons/:file', { exposeHeadRoute: true }, (request, reply) => {
    const icon = icons.get(request.params.file)
    if (icon === undefined) throw new BulkheadError('route_not_found', 'There is no such icon. See /docs.')
    reply.headers({ ...HEADERS, etag: icon.etag })
    if (request.headers['if-none-match'] === icon.etag) return reply.code(304).send()
    return reply.type('image/svg+xml').send(icon.svg)
  })
}

/**
 * Refuses a query that is not valid percent-encoded UTF-8, which the parser would leave undecoded. Also refuses the
 * character NUL, which a database cannot store.
 *
 * @param url Path and query, as received.
 * @throws BulkheadError `invalid_request`
 */
export function assertWellFormedQuery(url: string): void {
  const at = url.indexOf('?')
  if (at === -1 || !url.includes('%', at)) return
  for (const pair of url.slice(at + 1).split('&')) {
    const [name = ''] = pair.split('=', 1)
    const text = decoded(pair)
    if (text === undefined) throw faulty(name, 'is not percent-encoded UTF-8')
    if (text.includes('\0')) throw faulty(name, 'contains the character NUL')
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function faulty(name: string, fault: string): BulkheadError {
  const field = `query.${decoded(name) ?? name}`
  return invalid(field, `${field} ${fault}.`)
}

/**
 * Sends browsers that come back from a service at the callback domain on to the public URL, where the cookie is that binds
 * the authorization to its browser. No page and no other operation is served at that domain.
 */
function serveCallbackDomain(app: FastifyInstance, { issuer, callbackOrigin }: Dependencies): void {
  const { protocol, host } = new URL(callbackOrigin)
  if (host === new URL(issuer).host) return
  app.addHook('onRequest', (request, reply, done) => {
    const { method, url } = request
    if (URL.parse(`${protocol}//${request.host}`)?.host !== host || HEALTH.test(url)) return done()
    if (method === 'GET' && CALLBACK.test(url)) {
      // The address has a code in it.
      reply.header('referrer-policy', 'no-referrer').redirect(issuer + url, 302)
      return
    }
    done(
      new BulkheadError(
        'route_not_found',
        'This domain serves only OAuth callbacks. Call the public URL of this server.',
      ),
    )
  })
}

/**
 * Creates a function that says why no operation is at a path, and what the caller may have meant: another method, or the
 * path of an operation that looks like it. The text contains nothing of the path.
 */
export function createMissingRouteText(served: readonly OperationShape[]) {
  const routes = served.map(({ method, path }) => ({ method, pattern: toPattern(path) }))
  const known = new Map(
    served
      .filter(({ path }) => path.startsWith('/api/'))
      .map(({ path }) => [toTail(path.replaceAll(/\{\w+\}/g, '{}')), path]),
  )
  return ({ method, url }: { readonly method: string; readonly url: string }): string => {
    const [path = ''] = url.split('?', 1)
    const methods = routes.filter(({ pattern }) => pattern.test(path)).map((route) => route.method)
    const others = methods.length > 0 ? `It takes ${[...new Set(methods)].join(', ')}. ` : suggest(path)
    const mint = method === 'POST' && /^\/api\/v1\/workspaces\/?$/.test(path) ? MINTING : ''
    return `There is no ${method} operation at this path. ${others}${mint}See /docs.`
  }

  function suggest(path: string): string {
    if (path.length > LONGEST_PATH) return ''
    const meant = probablyMeant(toTail(path.replaceAll(UUID, '{}')), known.keys())
    return meant === undefined ? '' : `Did you mean ${known.get(meant)}? `
  }
}

/** Returns the part of a path that says which operation is meant: without version and slashes around. */
function toTail(path: string): string {
  return path.replace(/^\/+(?:api\/+)?(?:v\d+\/+)?/i, '').replace(/\/+$/, '')
}

function toPattern(path: string): RegExp {
  const parts = path.split(/\{\w+\}/).map((part) => RegExp.escape(part))
  return new RegExp(`^${parts.join('[^/]+')}/?$`)
}
