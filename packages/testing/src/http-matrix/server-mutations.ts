import type { OperationId } from '@bulkhead/contract/operations'
import type { RequestContext } from '@bulkhead/server/access/request/principal'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { MatrixFixture } from './matrix-fixture.ts'
import type { TenantFixture } from './tenant-fixture.ts'

/** Error built into a server from outside, and an operation in which the matrix must detect it. */
export interface ServerMutation {
  readonly name: string
  readonly operationId: OperationId
  /** Name of the only caller who gets other responses. Absent: any may. */
  readonly caller?: string
  sabotage(app: FastifyInstance, matrixFixture: MatrixFixture): void
}

/** Returns mutations of authorization: each is an error that a handler or the row-level security could have. */
export function serverMutations(callers: MatrixFixture['callers']): ServerMutation[] {
  return [...AUTHORITY, ...TELLING, ...callers.flatMap(({ name, kind }) => (kind ? [] : [letIn(name)]))]
}

/** Mutation: a scoped token acts with the rights of its organization. */
const forgetWorkspace: ServerMutation['sabotage'] = (app) => {
  app.addHook('preHandler', async (request) => {
    const { workspace: _, ...organization } = request.context as RequestContext
    request.context = organization
  })
}

/** Mutation: a member acts with the rights of the organization. */
const forgetMember: ServerMutation['sabotage'] = (app) => {
  app.addHook('preHandler', async (request) => {
    const { member: _, ...organization } = request.context as RequestContext
    request.context = organization
  })
}

/** Mutation: an agent's client acts with all rights of its person, regardless of the grant. */
const forgetGrant: ServerMutation['sabotage'] = (app) => {
  app.addHook('preHandler', async (request) => {
    const { grant: _, ...whole } = request.context as RequestContext
    request.context = whole
  })
}

/** Mutation: the caller becomes the owner of the object that the request's id names. */
const believeIds: ServerMutation['sabotage'] = (app, matrixFixture) => {
  app.addHook('preHandler', async (request) => {
    const owner = getOwner(matrixFixture, request)
    const { context: act } = request
    if (owner === undefined || act === undefined) return
    const { workspace } = owner.values
    const organization = owner.tenant.organization
    request.context = { ...act, organization, ...(act.workspace && { workspace }) }
  })
}

/** Mutation: the server ignores a wrong organization in the header. */
const overlookHeader: ServerMutation['sabotage'] = (app) => {
  app.addHook('onRequest', async ({ headers }) => {
    delete headers['x-organization-id']
  })
}

const BY_SCOPED: readonly OperationId[] = [
  'getConnector',
  'executeOperation',
  'createConnector',
  'listConnectors',
]
const BY_ID: readonly OperationId[] = [
  'getWorkspace',
  'getWorkspaceByName',
  'deleteConnector',
  'updateWorkspace',
  'createScopedToken',
]
const BY_MEMBER: readonly OperationId[] = ['getConnector', 'executeOperation', 'listWorkspaces']

const AUTHORITY: readonly ServerMutation[] = [
  ...BY_SCOPED.map((operationId) => ({
    name: `${operationId}: a scoped token acts for its organization`,
    operationId,
    sabotage: forgetWorkspace,
  })),
  ...BY_MEMBER.map((operationId) => ({
    name: `${operationId}: a member acts for the organization`,
    operationId,
    sabotage: forgetMember,
  })),
  ...[...BY_SCOPED, ...BY_ID].map((operationId) => ({
    name: `${operationId}: an id is authority`,
    operationId,
    sabotage: believeIds,
  })),
  {
    name: 'createConnector: a command line that reads may write',
    operationId: 'createConnector',
    caller: 'a command line that reads',
    sabotage: forgetGrant,
  },
  {
    name: 'getWorkspaceStats: the organization header is not compared',
    operationId: 'getWorkspaceStats',
    sabotage: overlookHeader,
  },
]

const TELLING: readonly ServerMutation[] = [
  {
    name: 'getConnector: a header tells that a connector exists',
    operationId: 'getConnector',
    sabotage(app, matrixFixture) {
      app.addHook('onSend', async (request, reply) => {
        if (reply.statusCode === 404 && getOwner(matrixFixture, request) !== undefined)
          reply.header('x-found', '1')
      })
    },
  },
  {
    name: 'getConnector: the message tells that a connector exists',
    operationId: 'getConnector',
    sabotage(app, matrixFixture) {
      app.addHook('onSend', async (request, reply, payload) =>
        reply.statusCode === 404 && getOwner(matrixFixture, request) !== undefined
          ? String(payload).replaceAll('no such connector', 'no such connector here')
          : payload,
      )
    },
  },
  {
    name: 'listWorkspaces: a name filter counts the workspaces of others',
    operationId: 'listWorkspaces',
    sabotage(app, matrixFixture) {
      app.addHook('onSend', async (request, reply) => {
        if (reply.statusCode === 200 && getOwner(matrixFixture, request) !== undefined)
          reply.header('x-total', '1')
      })
    },
  },
  {
    name: 'updateConnector: what is refused is done all the same',
    operationId: 'updateConnector',
    sabotage(app, matrixFixture) {
      app.addHook('preHandler', async (request) => {
        const owner = getOwner(matrixFixture, request)
        if (owner === undefined) return
        const path = `/api/v1/integrations/connectors/${owner.values.connector}`
        await matrixFixture.surroundings.testServer.call('PUT', path, {
          token: owner.token,
          body: { credentials: { token: 'stolen' } },
        })
      })
    },
  },
  {
    name: 'getConnector: a foreign id makes a workspace in its organization',
    operationId: 'getConnector',
    sabotage(app, matrixFixture) {
      app.addHook('preHandler', async (request) => {
        const owner = getOwner(matrixFixture, request)
        if (owner !== undefined)
          await matrixFixture.surroundings.testServer.mint(owner.tenant, `made by ${request.id}`)
      })
    },
  },
]

/** Mutation: the server accepts a token that must be rejected. */
function letIn(caller: string): ServerMutation {
  return {
    name: `getConnector: a token is let in: ${caller}`,
    operationId: 'getConnector',
    caller,
    sabotage(app, { callers }) {
      const { home, headers: sent } = callers.find(({ name }) => name === caller) ?? {}
      const { authorization, cookie } = (home && sent?.(home, ['application', 'scoped'])) ?? {}
      app.addHook('onRequest', async ({ headers }) => {
        if (headers.authorization !== authorization || headers.cookie !== cookie) return
        headers.authorization = `Bearer ${home?.token}`
      })
    },
  }
}

/** Returns the owner of the connector, workspace, name or id in a request. */
function getOwner(
  { tenantFixtures }: MatrixFixture,
  { url, body }: FastifyRequest,
): TenantFixture | undefined {
  const text = `${decodeURIComponent(url)} ${JSON.stringify(body ?? '')}`.toLowerCase()
  return tenantFixtures.find(({ values: { connector, workspace, workspace_name } }) =>
    [connector, workspace, workspace_name].some((value) => text.includes(value.toLowerCase())),
  )
}
