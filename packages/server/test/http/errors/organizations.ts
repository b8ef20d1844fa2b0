import assert from 'node:assert/strict'
import type { ErrorCode } from '@bulkhead/contract/errors'
import { openApiText } from '@bulkhead/testing/http-matrix/tenant-fixture'
import type { Answer } from '@bulkhead/testing/test-server'
import { API, DEFINITIONS, NOBODY, TEMPLATES, WORKSPACES } from '../api.ts'
import type { Fixture } from '../fixture.ts'
import { application, mint, type Scene } from './scene.ts'

const WEBHOOKS = `${API}/webhook-endpoints`

const OWN = `${API}/definitions`

/** Errors of an organization's definitions, applications, workspaces and webhooks. */
export const ORGANIZATIONS = {
  definition_exists: async (fixture) => [
    await application(fixture, 'POST', OWN, { body: { document: openApiText('Parcels'), slug: 'github' } }),
    'addDefinition',
  ],
  definition_in_use: async (fixture) => {
    const { body } = await application(fixture, 'POST', OWN, { body: { document: openApiText('Parcels') } })
    const { workspace_id } = fixture
    await application(fixture, 'POST', `${API}/integrations/connectors`, {
      body: { workspace_id, definition_id: body.id, credentials: {} },
    })
    return [await application(fixture, 'DELETE', `${OWN}/${body.id}`), 'deleteDefinition']
  },
  organization_not_found: async (fixture) => [
    await application(fixture, 'GET', `${API}/organizations/${NOBODY}/credentials`),
    'listOrganizationCredentials',
  ],
  alias_not_found: async (fixture) => [
    await application(fixture, 'DELETE', `${WORKSPACES}/${fixture.workspace_id}/aliases/nobody`),
    'deleteWorkspaceAlias',
  ],
  application_not_found: async (fixture) => [
    await application(fixture, 'POST', `${API}/applications/${NOBODY}/secrets`),
    'createApplicationSecret',
  ],
  secret_not_found: async (fixture) => [
    await application(fixture, 'DELETE', `${await anApplication(fixture)}/secrets/${NOBODY}`),
    'retireApplicationSecret',
  ],
  workspace_key_not_found: async ({ testServer, tenant }) => {
    const { workspace_id } = await testServer.mint(tenant, 'with keys')
    const path = `${API}/workspaces/${workspace_id}/keys/${NOBODY}`
    return [await testServer.call('DELETE', path, { token: tenant.token }), 'revokeWorkspaceKey']
  },
  workspace_keys_full: async ({ testServer, tenant }) => {
    const { workspace_id } = await testServer.mint(tenant, 'with many keys')
    const path = `${API}/workspaces/${workspace_id}/keys`
    const create = () => testServer.call('POST', path, { token: tenant.token, body: { name: 'worker' } })
    for (let made = 0; made < 10; made += 1) assert.equal((await create()).status, 200)
    return [await create(), 'createWorkspaceKey']
  },
  tool_call_not_found: async (fixture) => [
    await application(fixture, 'GET', `${API}/tool-calls/${NOBODY}`),
    'getToolCall',
  ],
  webhook_endpoint_not_found: async (fixture) => [
    await application(fixture, 'GET', `${WEBHOOKS}/${NOBODY}`),
    'getWebhookEndpoint',
  ],
  webhook_delivery_not_found: async (fixture) => {
    const path = `${await aWebhook(fixture)}/deliveries/${NOBODY}/replay`
    return [await application(fixture, 'POST', path), 'replayWebhookDelivery']
  },
  webhook_endpoint_disabled: async (fixture) => {
    const path = await aWebhook(fixture)
    await application(fixture, 'PUT', path, { body: { status: 'disabled' } })
    return [await application(fixture, 'POST', `${path}/ping`), 'pingWebhookEndpoint']
  },
  webhook_endpoints_full: async (fixture) => {
    let response: Answer
    do response = await application(fixture, 'POST', WEBHOOKS, { body: { url: 'http://127.0.0.1:9/' } })
    while (response.status === 200)
    return [response, 'createWebhookEndpoint']
  },
  secrets_full: async (fixture) => {
    const secrets = `${await anApplication(fixture)}/secrets`
    await application(fixture, 'POST', secrets)
    return [await application(fixture, 'POST', secrets), 'createApplicationSecret']
  },
  last_secret: async (fixture) => {
    const { body } = await application(fixture, 'POST', `${API}/applications`, {
      body: { name: 'one secret' },
    })
    const path = `${API}/applications/${body.id}/secrets/${body.secret_id}`
    return [await application(fixture, 'DELETE', path), 'retireApplicationSecret']
  },
  workspace_inactive: async (fixture) => {
    const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'asleep')
    await application(fixture, 'PUT', `${WORKSPACES}/${workspace_id}`, { body: { status: 'inactive' } })
    return [await mint(fixture, { workspace_name: 'asleep' }), 'createScopedToken']
  },
  workspace_not_found: async (fixture) => [
    await application(fixture, 'GET', `${WORKSPACES}/${NOBODY}`),
    'getWorkspace',
  ],
  definition_not_found: async (fixture) => [
    await application(fixture, 'GET', `${DEFINITIONS}/${NOBODY}`),
    'getDefinition',
  ],
  template_not_found: async (fixture) => [
    await application(fixture, 'GET', `${TEMPLATES}/${NOBODY}`),
    'getTemplate',
  ],
  name_taken: async (fixture) => [
    await application(fixture, 'PUT', `${WORKSPACES}/${fixture.workspace_id}`, { body: { name: 'default' } }),
    'updateWorkspace',
  ],
  workspace_protected: async (fixture) => {
    const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'default')
    return [await application(fixture, 'DELETE', `${WORKSPACES}/${workspace_id}`), 'deleteWorkspace']
  },
} satisfies Partial<Record<ErrorCode, Scene>>

async function aWebhook(fixture: Fixture): Promise<string> {
  const { body } = await application(fixture, 'POST', WEBHOOKS, { body: { url: 'http://127.0.0.1:9/' } })
  return `${WEBHOOKS}/${body.id}`
}

/** Creates an application and returns its path. */
async function anApplication(fixture: Fixture): Promise<string> {
  const { body } = await application(fixture, 'POST', `${API}/applications`, {
    body: { name: 'made for this' },
  })
  return `${API}/applications/${body.id}`
}
