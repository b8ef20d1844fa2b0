import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { type NodeIncomingMessageLike, toWebRequest } from '@modelcontextprotocol/node'
import { createMcpHandler, type McpServerFactory } from '@modelcontextprotocol/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { admit } from '#http/admit'
import { asBulkheadError } from '#http/to-reply'
import type { Act } from '#principal'
import type { Services } from '#services'
import type { Settings } from '#settings'
import { createMcpServer } from './create-mcp-server.ts'
import { faultOfFront, frontOf } from './front.ts'

/** A request that carries files to upload: what an execute takes, and what is around it. */
const MOST_BODY_BYTES = 17 * 1_048_576

/** Who is served, and by which request. */
interface Admitted {
  readonly act: Act
  readonly request: FastifyRequest
}

/** Makes what serves one request of whoever calls. */
export type McpFactory = (act: Act, request: FastifyRequest) => ReturnType<McpServerFactory>

/**
 * Serves `/mcp`: the Model Context Protocol over Streamable HTTP, revisions 2026-07-28 and 2025-11-25, without
 * sessions. Who calls is settled as for any operation; the tools call the operations of the contract.
 *
 * @param create Other tools only for tests of the protocol.
 */
export async function serveMcp(
  app: FastifyInstance,
  services: Services,
  settings: Pick<Settings, 'host' | 'corsOrigins' | 'mcpHosts'>,
  create: McpFactory = (act) => createMcpServer(services, act, undefined),
): Promise<void> {
  const front = frontOf(services.issuer, settings)
  const handler = createMcpHandler(
    ({ authInfo }) => {
      const admitted = authInfo?.extra as Admitted | undefined
      if (admitted === undefined) throw new TypeError('A request that nobody was admitted with.')
      return create(admitted.act, admitted.request)
    },
    { maxRequestBodySize: MOST_BODY_BYTES },
  )
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      const { code, message, status, retryAfter } = asBulkheadError(error)
      request.failure = code
      if (status >= 500) request.log.error({ request_id: request.id, code, err: error }, 'request failed')
      if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
      if (code === 'unauthenticated') reply.header('www-authenticate', challengeOf(services))
      return reply.code(status).send(rpcError(message, request.id, code))
    })
    scope.route({
      method: ['GET', 'POST', 'DELETE'],
      url: '/mcp',
      bodyLimit: MOST_BODY_BYTES,
      onRequest: async (request, reply) => {
        const fault = faultOfFront(front, request)
        if (fault !== undefined) return reply.code(403).send(rpcError(fault, request.id))
        const { mcpResource: audience } = services
        await admit(services, { event: null, source: 'mcp', audience }, request, reply)
      },
      handler: async (request, reply) => {
        const { act } = request
        if (act === undefined) throw new BulkheadError('unauthenticated', 'Send a token.')
        const signal = act.whileConnected()
        const asked = await toWebRequest(request.raw as NodeIncomingMessageLike, request.body, {
          signal,
          maxRequestBodySize: MOST_BODY_BYTES,
        })
        // The token itself goes no further.
        const authInfo = { token: '', clientId: act.client_id, scopes: [], extra: { act, request } }
        return reply.send(await handler.fetch(asked, { authInfo, parsedBody: request.body }))
      },
    })
  })
  app.addHook('onClose', () => handler.close())
}

/** JSON-RPC 2.0 §5.1: what is answered before there is a message to answer. */
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

const PARSE_ERROR = -32_700
const SERVER_ERROR = -32_000

/** RFC 9728 §5.1: where a client learns what tokens the resource takes. */
function challengeOf({ mcpResource }: Services): string {
  const { origin, pathname } = new URL(mcpResource)
  return `Bearer error="invalid_token", resource_metadata="${origin}/.well-known/oauth-protected-resource${pathname}"`
}
