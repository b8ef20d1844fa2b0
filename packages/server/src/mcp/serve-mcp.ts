import { OneOf, Shape, WorkspaceName } from '@bulkhead/contract/shapes'
import { type NodeIncomingMessageLike, toWebRequest } from '@modelcontextprotocol/node'
import { createMcpHandler, type McpServerFactory } from '@modelcontextprotocol/server'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { admit } from '#http/admit'
import type { Act } from '#principal'
import type { Services } from '#services'
import type { Settings } from '#settings'
import { createCancellations } from './cancellations.ts'
import { createMcpServer } from './create-mcp-server.ts'
import { createToolbox } from './create-toolbox.ts'
import { faultOfFront, frontOf } from './front.ts'
import { rpcError, sendRpcError } from './rpc-error.ts'

/** A call that carries a file to upload: what an execute takes, and what is around it. */
const MOST_BODY_BYTES = 17 * 1_048_576

const Query = Shape({
  tools: Type.Optional(OneOf(['expanded'], { description: 'One tool per operation.' })),
  workspace_name: Type.Optional(WorkspaceName),
})

/** What the URL of the endpoint says about all calls that come by it. */
export type McpQuery = Static<typeof Query>

/** Makes what serves one request of whoever calls. */
export type McpFactory = (act: Act, query: McpQuery) => ReturnType<McpServerFactory>

/**
 * Serves `/mcp`: the Model Context Protocol over Streamable HTTP, revisions 2026-07-28 and 2025-11-25, without
 * state. Who calls is settled as for any operation; the tools call the operations of the contract.
 *
 * @param create Other tools only for tests of the protocol.
 */
export async function serveMcp(
  app: FastifyInstance,
  services: Services,
  settings: Pick<Settings, 'host' | 'corsOrigins' | 'mcpHosts'>,
  create: McpFactory = defaultFactory(app, services),
): Promise<void> {
  const front = frontOf(services.issuer, settings)
  const cancellations = createCancellations()
  const handler = createMcpHandler(({ authInfo }) => {
    if (authInfo?.extra === undefined) throw new TypeError('Nobody was admitted.')
    const { act, query } = authInfo.extra as { act: Act; query: McpQuery }
    return create(act, query)
  })
  const { mcpResource } = services
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => sendRpcError(error, request, reply, mcpResource))
    scope.route({
      method: ['GET', 'POST', 'DELETE'],
      url: '/mcp',
      bodyLimit: MOST_BODY_BYTES,
      schema: { querystring: Query },
      onRequest: async (request, reply) => {
        const fault = faultOfFront(front, request)
        if (fault !== undefined) return reply.code(403).send(rpcError(fault, request.id))
        await admit(services, { event: null, source: 'mcp', audience: mcpResource }, request, reply)
        return undefined
      },
      onResponse: async ({ id, act, failure }, { statusCode }) => {
        services.log.info({ request_id: id, operation: 'mcp', status: statusCode, code: failure }, 'answered')
        if (act && failure) await services.refusals.record(act, 'mcp', failure)
      },
      handler: async (request, reply) => {
        const act = request.act as Act
        const { signal, session, end } = cancellations.begin(act, request)
        if (session !== undefined) reply.header('mcp-session-id', session)
        reply.raw.once('close', end)
        const asked = await toWebRequest(request.raw as NodeIncomingMessageLike, request.body, { signal })
        // The token itself goes no further.
        const authInfo = {
          token: '',
          clientId: act.client_id,
          scopes: [],
          // A signal of a `Request` aborts no more once its request was collected as garbage.
          extra: { act: { ...act, whileConnected: () => signal }, query: request.query },
        }
        return reply.send(await handler.fetch(asked, { authInfo, parsedBody: request.body }))
      },
    })
  })
  app.addHook('onClose', () => handler.close())
}

function defaultFactory(app: FastifyInstance, services: Services): McpFactory {
  const toolbox = createToolbox(services, app.metrics)
  return (act, query) => createMcpServer(services, toolbox(act, query), act)
}
