import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import type { Sample } from '#http-matrix/sample'
import {
  createAgentClient,
  newName,
  type Surroundings,
  type TenantFixture,
} from '#http-matrix/tenant-fixture'
import { type AgentClient, openAuthorization, registerAgent } from '#oauth/agents'
import type { TestServer } from '#test-server'
import { createAgentGrant, createDeviceSignIn } from './agent-grant.ts'

const WORKSPACE = 'body.workspace_id'

export const AGENT_SAMPLES = {
  getAgentSignIn: {
    input: ({ agent_sign_in = 'of-nobody' }) => ({ params: { sign_in_id: agent_sign_in } }),
    prepare: beginSignIn,
  },
  decideAgentSignIn: {
    // Only an approval names a workspace.
    input: ({ agent_sign_in = 'of-nobody' }, _, __, filled) => ({
      params: { sign_in_id: agent_sign_in },
      body: { allow: filled !== undefined && `${filled.part}.${filled.path.join('.')}` === WORKSPACE },
    }),
    prepare: beginSignIn,
    asserts_level: true,
    free: ['body.narrowing.connector_ids.0'],
  },
  getDeviceSignIn: {
    input: ({ device_code = 'BCDF-GHJK' }) => ({ body: { user_code: device_code } }),
    prepare: waitOnDevice,
    counted: true,
  },
  decideDeviceSignIn: {
    input: ({ device_code = 'BCDF-GHJK' }, _, __, filled) => ({
      body: {
        user_code: device_code,
        allow: filled !== undefined && `${filled.part}.${filled.path.join('.')}` === WORKSPACE,
      },
    }),
    prepare: waitOnDevice,
    counted: true,
    consumes: true,
    asserts_level: true,
    free: ['body.narrowing.connector_ids.0'],
  },
  listAgentGrants: {
    prepare: newAgentGrant,
    shows: 'agent_grant',
    free: ['query.cursor'],
    partial: ['query.cursor'],
  },
  listAgentClients: { shows: 'agent_client' },
  createAgentClient: {
    input: () => ({ body: { name: newName(), redirect_uris: ['https://agents.example/callback'] } }),
    prepare: makeRoom,
  },
  updateAgentClient: { input: () => ({ body: { name: newName() } }), shows: 'agent_client' },
  deleteAgentClient: { prepare: newAgentClient, shows: 'agent_client' },
  endAgentGrant: { prepare: newAgentGrant, shows: 'agent_grant' },
} satisfies Record<string, Sample>

/** Client of each server. It is shared, because a network may register only a few. */
const clients = new WeakMap<TestServer, Promise<AgentClient>>()

function getClient(testServer: TestServer): Promise<AgentClient> {
  const client = clients.get(testServer) ?? registerAgent(testServer)
  clients.set(testServer, client)
  return client
}

/** Starts a sign-in of a client, which waits in the caller's browser. */
async function beginSignIn({ testServer }: Surroundings, home: TenantFixture) {
  const { begun } = await openAuthorization(testServer, await getClient(testServer))
  if (begun === undefined) throw new Error('No sign-in of a program was begun.')
  const { owner } = home
  const headers = { ...owner.headers, cookie: `${owner.headers.cookie}; ${begun.cookie}` }
  return { owner: { ...owner, headers }, agent_sign_in: begun.id }
}

/** Starts a device sign-in of a command line, which waits for its code. */
async function waitOnDevice({ testServer }: Surroundings) {
  return { device_code: await createDeviceSignIn(testServer) }
}

async function newAgentGrant({ testServer }: Surroundings, home: TenantFixture) {
  const agent_grant = await createAgentGrant(
    testServer,
    home.tenant.organization,
    home.owner,
    home.values.workspace,
  )
  return { values: { ...home.values, agent_grant } }
}

async function newAgentClient({ testServer }: Surroundings, home: TenantFixture) {
  await makeRoom({ testServer }, home)
  return { values: { ...home.values, agent_client: await createAgentClient(testServer, home.owner) } }
}

/** Deletes all clients of the organization except that of its fixtures, because their number is limited. */
async function makeRoom({ testServer }: Pick<Surroundings, 'testServer'>, { tenant, values }: TenantFixture) {
  await asIdentity(testServer.server.services.database, 'read write', (tx) =>
    tx
      .deleteFrom('identity.agent_clients')
      .where('registered_by', '=', tenant.organization)
      .where('client_id', '!=', values.agent_client)
      .execute(),
  )
  return {}
}
