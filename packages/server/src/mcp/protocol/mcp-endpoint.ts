import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { invalid } from '@bulkhead/contract/errors'
import { BODY_BOUNDS } from '@bulkhead/contract/operation'
import { type NodeIncomingMessageLike, toWebRequest } from '@modelcontextprotocol/node'
import { createMcpHandler, type McpServerFactory } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { getActorId, type RequestContext } from '#access/request/principal'
import { tooLarge } from '#http/parse-json'
import type { Services } from '#operations/services'
import { whenClosed } from '#platform/connection-end'
import { markOperation } from '#platform/loop-watch'
import { createToolbox } from '../tools/create-toolbox.ts'
import { execute } from '../tools/execute.ts'
import { TOOLS } from '../tools/tools.ts'
import { createMcpServer } from './create-mcp-server.ts'
import { createFront, type FrontSettings, faultOfFront } from './front.ts'
import type { McpQuery } from './mcp-query.ts'

/** A tracked request in progress. */
interface Begun {
  /** Aborts when the client disconnects or cancels the request. */
  readonly signal: AbortSignal
  /** New session id, if the client initializes. */
  readonly session?: string
  /** Ends the tracking of the request. */
  readonly end: () => void
}

/** Tracks the requests in progress, so that a later request can cancel one of them. */
interface Cancellations {
  begin(context: RequestContext, request: Pick<FastifyRequest, 'body' | 'headers'>): Begun
}

interface Message {
  readonly method?: unknown
  readonly id?: unknown
  readonly params?: { readonly requestId?: unknown }
}

/** Tools that run no operation of a service, and so accept no file. */
const WITHOUT_FILES = new Set(TOOLS.filter((tool) => tool !== execute).map(({ name }) => name))

/** Creates the MCP server for one request of a caller. */
export type McpFactory = (context: RequestContext, query: McpQuery) => ReturnType<McpServerFactory>

/** Handles protocol messages once the caller is authenticated. */
export interface McpEndpoint {
  /** Returns the error in the origin of a request, if any. */
  faultOf(request: FastifyRequest): string | undefined
  respond(
    context: RequestContext,
    query: McpQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Response>
  close(): Promise<void>
}

/** @param create Creates the server of a request. Tests of the protocol pass other tools. */
export function createMcpEndpoint(
  services: Services,
  settings: FrontSettings,
  create: McpFactory = defaultFactory(services),
): McpEndpoint {
  const front = createFront(services.issuer, settings)
  const cancellations = createCancellations()
  const handler = createMcpHandler(({ authInfo }) => {
    if (authInfo?.extra === undefined) throw new TypeError('Nobody was admitted.')
    const { context, query } = authInfo.extra as { context: RequestContext; query: McpQuery }
    return create(context, query)
  })
  return {
    faultOf: (request) => faultOfFront(front, request),
    async respond(context, query, request, reply) {
      markOperation('mcp')
      assertMessage(request)
      const { signal, session, end } = cancellations.begin(context, request)
      if (session !== undefined) reply.header('mcp-session-id', session)
      whenClosed(reply.raw, end)
      acceptAny(request.raw)
      const asked = await toWebRequest(request.raw as NodeIncomingMessageLike, request.body, { signal })
      // The token itself is not passed on.
      const authInfo = {
        token: '',
        clientId: context.client_id,
        scopes: [],
        // The signal of a `Request` no longer aborts once the request is garbage-collected, so the original signal is
        // passed on.
        extra: { context: { ...context, whileConnected: () => signal }, query },
      }
      const response = await handler.fetch(asked, { authInfo, parsedBody: request.body })
      // The library sets this header of the connection, about which the request and the server decide.
      response.headers.delete('connection')
      return response
    },
    close: () => handler.close(),
  }
}

const ANSWERS = ['application/json', 'text/event-stream']

/**
 * Replaces an `Accept` that covers both response types by their names, which the library looks for. Types have any case
 * (RFC 9110 §8.3.1), and ranges cover them.
 */
function acceptAny({ headers, method }: IncomingMessage): void {
  const { accept = '*/*' } = headers
  const ranges = accept.split(',').map((range) => range.split(';', 1)[0]?.trim().toLowerCase())
  const covers = (type: string) =>
    [type, type.replace(/\/.*/, '/*'), '*/*'].some((range) => ranges.includes(range))
  if (method === 'POST' && ANSWERS.every(covers)) headers.accept = ANSWERS.join(', ')
}

function defaultFactory(services: Services): McpFactory {
  const toolbox = createToolbox(services)
  return (context, query) => createMcpServer(services, toolbox(context, query), context)
}

/**
 * Rejects several messages in one request, which would count as one for the limit of requests and could not be
 * cancelled. Revisions since 2025-06-18 have no batches. Rejects a message of more than 1 MiB, unless it calls a tool
 * that may accept a file.
 *
 * @throws BulkheadError `invalid_request`, `request_too_large`
 */
function assertMessage({ body, bodyBytes = 0 }: Pick<FastifyRequest, 'body' | 'bodyBytes'>): void {
  if (Array.isArray(body) && body.length > 1) throw invalid('body', 'body must be one message, not several')
  if (bodyBytes <= BODY_BOUNDS.bytes) return
  const { method, params } = (body ?? {}) as { method?: unknown; params?: { name?: unknown } }
  const name = params?.name
  if (method === 'tools/call' && typeof name === 'string' && !WITHOUT_FILES.has(name)) return
  throw tooLarge('A message may have 1 MiB, unless it calls a tool that takes a file.')
}

/**
 * Creates the tracking of requests. In the revision 2026-07-28 a client cancels a request by disconnecting. In
 * 2025-11-25 it sends `notifications/cancelled` with the id of the request, and request ids are unique only within a
 * session. So a client that initializes gets a session id, but the server keeps no state for it. No session can expire
 * or be lost. A process that did not get the request ignores the notification, as the revision allows.
 */
function createCancellations(): Cancellations {
  const underWay = new Map<string, AbortController>()
  return {
    begin(context, { body, headers }) {
      const { method, id, params } = (body ?? {}) as Message
      const connected = context.whileConnected()
      const session = headers['mcp-session-id']
      const begun = { signal: connected, end: () => {} }
      if (method === 'initialize') return { ...begun, session: randomUUID() }
      if (typeof session !== 'string') return begun
      if (method === 'notifications/cancelled') {
        underWay.get(toKey(context, session, params?.requestId))?.abort()
        return begun
      }
      if (id === undefined) return begun
      const key = toKey(context, session, id)
      const controller = new AbortController()
      connected.addEventListener('abort', () => controller.abort(), { once: true })
      if (connected.aborted) controller.abort()
      underWay.set(key, controller)
      return {
        signal: controller.signal,
        end() {
          if (underWay.get(key) === controller) underWay.delete(key)
        },
      }
    },
  }
}

/**
 * Returns a key that includes the caller, so that nobody can cancel another caller's request, whatever session it
 * names.
 */
function toKey(context: RequestContext, session: string, id: unknown): string {
  return JSON.stringify([context.organization, context.workspace ?? null, getActorId(context), session, id])
}
