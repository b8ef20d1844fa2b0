import { type Static, Type } from 'typebox'
import { operation } from '../operation.ts'
import { Id, NamedShape, PathId, Shape, Timestamp } from '../values/shapes.ts'

const tag = 'Agents'

/** Maximum number of clients that an organization can register. */
export const MOST_AGENT_CLIENTS = 50

const Name = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'Name that people see when they decide.',
})
const RedirectUris = Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), {
  minItems: 1,
  maxItems: 20,
  uniqueItems: true,
  description:
    'URLs to which people and codes may be sent, compared exactly: `https` addresses, loopback ones (at any port), or those of an app, such as `cursor://…`.',
})
const Verified = Type.Boolean({
  description:
    'Whether the organization vouches for it. If not, people get the same warning as for a client that registered itself.',
})

export const AgentClient = NamedShape('AgentClient', {
  id: Id('agent_client', { description: 'The client id.' }),
  name: Type.String(),
  redirect_uris: Type.Array(Type.String()),
  verified: Type.Boolean(),
  confidential: Type.Boolean({ description: 'Whether it authenticates with a secret.' }),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type AgentClient = Static<typeof AgentClient>

const ofClient = Shape({ client_id: PathId('agent_client') })

export const listAgentClients = operation({
  operationId: 'listAgentClients',
  method: 'GET',
  path: '/api/v1/agent-clients',
  tag,
  summary: 'List the clients that the organization registered',
  callers: ['person'],
  needs: 'admin',
  audit: null,
  responses: { 200: Shape({ data: Type.Array(AgentClient) }) },
  errors: [],
})

export const createAgentClient = operation({
  operationId: 'createAgentClient',
  method: 'POST',
  path: '/api/v1/agent-clients',
  tag,
  summary: 'Register a program that people of the organization sign in to',
  description:
    'Only people of this organization can allow it to act. Its secret, if it has one, is shown once.',
  callers: ['person'],
  needs: 'admin',
  audit: 'agent_client.created',
  idempotency: 'none',
  body: Shape({
    name: Name,
    redirect_uris: RedirectUris,
    verified: Type.Optional(Verified),
    confidential: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Whether it gets a secret: for programs that run on a server and can keep one.',
      }),
    ),
  }),
  responses: {
    200: NamedShape('NewAgentClient', {
      ...AgentClient.properties,
      client_secret: Type.Optional(Type.String()),
    }),
  },
  errors: ['agent_clients_full'],
})

export const updateAgentClient = operation({
  operationId: 'updateAgentClient',
  method: 'PUT',
  path: '/api/v1/agent-clients/{client_id}',
  tag,
  summary: 'Change a registered client; fields that you leave out stay',
  description: 'Earlier grants stay.',
  callers: ['person'],
  needs: 'admin',
  audit: 'agent_client.updated',
  params: ofClient,
  body: Shape({
    name: Type.Optional(Name),
    redirect_uris: Type.Optional(RedirectUris),
    verified: Type.Optional(Verified),
  }),
  responses: { 200: AgentClient },
  errors: ['agent_client_not_found'],
})

export const deleteAgentClient = operation({
  operationId: 'deleteAgentClient',
  method: 'DELETE',
  path: '/api/v1/agent-clients/{client_id}',
  tag,
  summary: 'Delete a registered client, and end what people let it do',
  callers: ['person'],
  needs: 'admin',
  audit: 'agent_client.deleted',
  params: ofClient,
  responses: {
    200: Shape({
      id: Id('agent_client'),
      ended_grants: Type.Integer({ description: 'Grants that ended with it.' }),
      deleted_at: Timestamp,
    }),
  },
  errors: ['agent_client_not_found'],
})
