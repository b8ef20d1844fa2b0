import { EXECUTION_BOUNDS } from '@bulkhead/contract/executions'
import { BODY_BOUNDS, type BodyBounds } from '@bulkhead/contract/operation'
import type { FastifyInstance } from 'fastify'
import { admit, LATE_BODY_MS } from '#http/admit'
import { logOutcome } from '#operations/record-outcome'
import type { Services } from '#operations/services'
import { authorize } from '#request/authorize'
import type { RequestContext } from '#request/principal'
import type { FrontSettings } from './front.ts'
import type { McpEndpoint, McpFactory } from './mcp-endpoint.ts'
import { McpQuery } from './mcp-query.ts'
import { rpcError, sendRpcError } from './rpc-error.ts'

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
