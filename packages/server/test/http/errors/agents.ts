import assert from 'node:assert/strict'
import type { ErrorCode } from '@bulkhead/contract/errors'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { decide, openAuthorization, registerAgent } from '@bulkhead/testing/oauth/agents'
import { signUpOwner } from '@bulkhead/testing/people'
import { API, NOBODY } from '../api.ts'
import type { Scene } from './scene.ts'

/** Errors of agents that sign in for a person. */
export const AGENTS = {
  agent_grant_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `${API}/agent-grants/${NOBODY}`, { headers }), 'endAgentGrant']
  },
  agent_client_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [
      await testServer.call('DELETE', `${API}/agent-clients/${NOBODY}`, { headers }),
      'deleteAgentClient',
    ]
  },
  agent_clients_full: async ({ testServer }) => {
    const { headers } = await signUpOwner(testServer, await testServer.createTenant('Many clients'))
    const body = { name: 'One', redirect_uris: ['https://agents.example/callback'] }
    const create = () => testServer.call('POST', `${API}/agent-clients`, { headers, body })
    for (let count = 0; count < 50; count += 1) assert.equal((await create()).status, 200)
    return [await create(), 'createAgentClient']
  },
  agent_sign_in_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('GET', '/oauth/authorize/of-nobody/request', { headers }), 'getAgentSignIn']
  },
  device_sign_in_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    const body = { user_code: 'BCDF-GHJK' }
    return [await testServer.call('POST', '/oauth/device/request', { headers, body }), 'getDeviceSignIn']
  },
  recent_sign_in_required: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    const { begun } = await openAuthorization(testServer, await registerAgent(testServer))
    assert.ok(begun)
    const { database } = testServer.server.services
    await asIdentity(database, 'read write', (tx) =>
      tx
        .updateTable('identity.sessions')
        .set({ created_at: new Date(Date.now() - 3_600_000) })
        .where('id', '=', owner.session)
        .execute(),
    )
    const { workspace_id } = await testServer.mint(tenant, 'acme')
    return [await decide(testServer, owner, begun, { workspace_id }), 'decideAgentSignIn']
  },
} satisfies Partial<Record<ErrorCode, Scene>>
