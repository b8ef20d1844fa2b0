import type { ErrorCode } from '@bulkhead/contract/errors'
import { EXECUTION_BOUNDS } from '@bulkhead/contract/executions'
import { BODY_BOUNDS, type BodyBounds } from '@bulkhead/contract/operation'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authorize } from '#access/request/authorize'
import type { RequestContext } from '#access/request/principal'
import { DEFAULT_SCOPE } from '#agents/scopes'
import { admit, LATE_BODY_MS } from '#http/admit'
import { asBulkheadError, getLoggedCause, toReply } from '#http/to-reply'
import { logOutcome } from '#operations/record-outcome'
import type { Services } from '#operations/services'
import type { FrontSettings } from './front.ts'
import type { McpEndpoint, McpFactory } from './mcp-endpoint.ts'
import { McpQuery } from './mcp-query.ts'

const PARSE_ERROR = -32_700
const SERVER_ERROR = -32_000

/**
 * Limits of a message: those of an execution, since a tool call may carry a file to upload, plus room for the message
 * itself.
 */
const MESSAGE_BOUNDS: BodyBounds = { ...EXECUTION_BOUNDS, bytes: EXECUTION_BOUNDS.bytes + BODY_BOUNDS.bytes }

/**
 * Serves `/mcp`: the Model Context Protocol over Streamable HTTP, revisions 2026-07-28 and 2025-11-25, without state.
 * The caller is authenticated as for any operation. The tools call the operations of the contract.
 *
 * @param create Creates the server of a request. Tests of the protocol pass other tools.
 */
export async function serveMcp(
  app: FastifyInstance,
  services: Services,
  settings: FrontSettings,
  create?: McpFactory,
): Promise<void> {
  const { mcpResource } = services
  let opened: Promise<McpEndpoint> | undefined
  // The endpoint is loaded at the first call, which saves 125 ms at start.
  const endpoint = () => {
    opened ??= import('./mcp-endpoint.ts').then(({ createMcpEndpoint }) =>
      createMcpEndpoint(services, settings, create),
    )
    return opened
  }
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => sendRpcError(error, request, reply, mcpResource))
    scope.route({
      method: ['GET', 'POST', 'DELETE'],
      url: '/mcp',
      bodyLimit: MESSAGE_BOUNDS.bytes,
      schema: { querystring: McpQuery },
      onRequest: async (request, reply) => {
        request.bodyBounds = MESSAGE_BOUNDS
        const fault = (await endpoint()).faultOf(request)
        if (fault !== undefined) return reply.code(403).send(rpcError(fault, request.id))
        const caller = { event: null, source: 'mcp', audience: mcpResource } as const
        authorize(await admit(services, caller, request, reply), { headers: request.headers })
        return undefined
      },
      onResponse: async (
        { id, context, failure, headers },
        { statusCode: status, elapsedTime: elapsedMs },
      ) => {
        const ids = { request_id: id, stated_id: headers['x-request-id'] }
        await logOutcome(services, { ...ids, operation: 'mcp', status, code: failure, elapsedMs, context })
      },
      handler: async (request, reply) => {
        if (request.method === 'HEAD') return reply.code(405).header('allow', 'POST').send()
        if (performance.now() - (request.admittedAt ?? 0) > LATE_BODY_MS)
          await request.context?.authenticateAgain()
        const { respond: response } = await endpoint()
        return reply.send(
          await response(request.context as RequestContext, request.query as McpQuery, request, reply),
        )
      },
    })
  })
  app.addHook('onClose', async () => (await opened)?.close())
}

/** Returns the response to a request without a message to respond to (JSON-RPC 2.0 §5.1). */
function rpcError(message: string, request_id: string, code?: ErrorCode) {
  return {
    jsonrpc: '2.0',
    id: null,
    error: {
      code: code === 'malformed_json' ? PARSE_ERROR : SERVER_ERROR,
      message,
      data: { ...(code !== undefined && { code }), request_id },
    },
  }
}

/**
 * Sends an error that occurred before the message was read. A 401 says where a client finds the resource metadata,
 * which tells how to get a token (RFC 9728 §5.1), and which scope to ask for: some clients ask for none otherwise.
 */
function sendRpcError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  resource: string,
): FastifyReply {
  const error = asBulkheadError(thrown, request.routeOptions.bodyLimit)
  const { code, message } = error
  const { status, headers } = toReply(error, request.id, undefined, request.headers.authorization)
  if (status >= 500)
    request.log.error({ request_id: request.id, code, err: getLoggedCause(error) }, 'request failed')
  request.failure = code
  const { origin, pathname } = new URL(resource)
  return reply
    .code(status)
    .headers(headers)
    .headers(
      code === 'unauthenticated'
        ? {
            'www-authenticate': `${headers['www-authenticate']}${headers['www-authenticate'] === 'Bearer' ? '' : ','} resource_metadata="${origin}/.well-known/oauth-protected-resource${pathname}", scope="${DEFAULT_SCOPE}"`,
          }
        : {},
    )
    .send(rpcError(message, request.id, code))
}
