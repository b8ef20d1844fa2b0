import type { IncomingMessage } from 'node:http'
import { type NodeIncomingMessageLike, toWebRequest } from '@modelcontextprotocol/node'
import { createMcpHandler, type McpServerFactory } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createToolbox } from '#mcp/tools/create-toolbox'
import type { Services } from '#operations/services'
import { whenClosed } from '#platform/connection-end'
import { markOperation } from '#platform/loop-watch'
import type { RequestContext } from '#request/principal'
import { assertMessage } from './assert-message.ts'
import { createCancellations } from './cancellations.ts'
import { createMcpServer } from './create-mcp-server.ts'
import type { FrontSettings } from './front.ts'
import { createFront, faultOfFront } from './front.ts'
import type { McpQuery } from './mcp-query.ts'

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
