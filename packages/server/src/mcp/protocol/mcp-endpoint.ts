import type { IncomingMessage } from 'node:http'
import { type NodeIncomingMessageLike, toWebRequest } from '@modelcontextprotocol/node'
import { createMcpHandler, type McpServerFactory } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createToolbox } from '#mcp/tools/create-toolbox'
import type { Services } from '#operations/services'
import { whenClosed } from '#platform/connection-end'
import { markOperation } from '#platform/loop-watch'
import type { RequestContext } from '#request/principal'
import { assertMessageSize } from './assert-message-size.ts'
import { createCancellations } from './cancellations.ts'
import { createMcpServer } from './create-mcp-server.ts'
import type { FrontSettings } from './front.ts'
import { createFront, faultOfFront } from './front.ts'
import type { McpQuery } from './mcp-query.ts'

/** Makes what serves one request of a caller. */
export type McpFactory = (context: RequestContext, query: McpQuery) => ReturnType<McpServerFactory>

/** Handles protocol messages once the caller is authenticated. */
export interface McpEndpoint {
  /** Why a request may not come from where it comes from, if so. */
  faultOf(request: FastifyRequest): string | undefined
  respond(
    context: RequestContext,
    query: McpQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Response>
  close(): Promise<void>
}

/** @param create Other tools only for tests of the protocol. */
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
      assertMessageSize(request)
      const { signal, session, end } = cancellations.begin(context, request)
      if (session !== undefined) reply.header('mcp-session-id', session)
      whenClosed(reply.raw, end)
      acceptAny(request.raw)
      const asked = await toWebRequest(request.raw as NodeIncomingMessageLike, request.body, { signal })
      // The token itself goes no further.
      const authInfo = {
        token: '',
        clientId: context.client_id,
        scopes: [],
        // A signal of a `Request` aborts no more once its request was collected as garbage.
        extra: { context: { ...context, whileConnected: () => signal }, query },
      }
      return handler.fetch(asked, { authInfo, parsedBody: request.body })
    },
    close: () => handler.close(),
  }
}

/** Expands an `Accept` of any type to both response types, which the protocol requires clients to list. */
function acceptAny({ headers, method }: IncomingMessage): void {
  const { accept = '*/*' } = headers
  const takesAny = accept.split(',').some((range) => /^\s*\*\/\*\s*(;|$)/.test(range))
  if (method === 'POST' && takesAny) headers.accept = 'application/json, text/event-stream'
}

function defaultFactory(services: Services): McpFactory {
  const toolbox = createToolbox(services)
  return (context, query) => createMcpServer(services, toolbox(context, query), context)
}
