import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { openApiText } from '@bulkhead/testing/http-matrix/tenant-fixture'
import { holdForNonce } from '@bulkhead/testing/oauth/hold-for-nonce'
import { keyOf, PIER } from '@bulkhead/testing/pier'
import { PUBLIC_URL, until } from '@bulkhead/testing/test-server'
import { type MakeSample, prepare, type Stage } from './sample.ts'
import { PEOPLE_SAMPLES } from './samples-of-people.ts'

export const CONNECTORS = '/api/v1/integrations/connectors'
export const PROBE = {
  connector_type: 'probe',
  credentials: { token: 'audited-secret' },
  environment: { base_url: 'http://127.0.0.1:9' },
}

export const CLIENTS = '/api/v1/oauth/credentials'
export const CLIENT = {
  connector_type: 'github',
  configuration: { client_id: 'a', client_secret: 'a-secret' },
}

const WEBHOOKS = '/api/v1/webhook-endpoints'
/** Webhook endpoint at a closed port. */
const WEBHOOK = { url: 'http://127.0.0.1:9/hooks' }
const LINKS = '/api/v1/connect/sessions'
const LINK = { workspace_name: 'acme', services: ['pier'] }
const CODE = 'a-confirmation-code-of-the-audit-that-is-long'
/** Input of an end user at `pier`. */
const FILLED = {
  definition_id: PIER,
  option: 'pierKey',
  configuration: { token: keyOf('birch') },
  confirmation_hash: createHash('sha256').update(CODE).digest('base64url'),
}
/** A PNG of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4AWPgEpH7DwABpAE8YfuNRQAAAABJRU5ErkJggg=='

/** Adds a definition. Returns it as the path of a request. */
async function addDefinition(stage: Stage): Promise<{ definition_id: string }> {
  const { id } = await prepare(stage, 'POST', '/api/v1/definitions', { document: openApiText('Parcels') })
  return { definition_id: id }
}

/** Creates a webhook endpoint. Returns it as the path of a request. */
async function makeEndpoint(stage: Stage): Promise<{ endpoint_id: string }> {
  return { endpoint_id: (await prepare(stage, 'POST', WEBHOOKS, WEBHOOK)).id }
}

/** Delays what an endpoint is tried for next by an hour. @returns False while a try is in progress. */
function delayDeliveries({ tenant, testServer }: Stage, endpoint_id: string): Promise<boolean> {
  const later = new Date(Date.now() + 3_600_000)
  const principal = { organization: tenant.organization }
  return asPrincipal(testServer.server.services.database, principal, 'read write', async (tx) => {
    await tx
      .updateTable('webhook_deliveries')
      .set({ due_at: later })
      .where('endpoint_id', '=', endpoint_id)
      .execute()
    const { numUpdatedRows } = await tx
      .updateTable('webhook_endpoints')
      .set({ next_at: later })
      .where('endpoint_id', '=', endpoint_id)
      .where('lease_id', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  })
}

/** A connect link that its end user finished, as the path of a request. */
async function finishLink(stage: Stage): Promise<{ session_id: string }> {
  const { session_id, token } = await prepare(stage, 'POST', LINKS, LINK)
  const { status } = await prepare(stage, 'POST', '/api/v1/connect/session/credentials', FILLED, { token })
  assert.equal(status, 'awaiting_confirmation')
  return { session_id }
}

/** Request that succeeds, for each operation with an audit event. */
export const SAMPLES: Readonly<Record<string, MakeSample>> = {
  ...PEOPLE_SAMPLES,
  createScopedToken: async () => ({ body: { workspace_name: 'new' } }),
  createWidgetToken: async () => ({
    body: { workspace_name: 'new', allowed_origin: 'https://app.example.com' },
  }),
  revokeToken: async () => ({ body: { token_id: crypto.randomUUID() } }),
  createApplication: async () => ({ body: { name: 'Second' } }),
  createApplicationSecret: async (stage) => ({ path: { application_id: (await stage.application()).id } }),
  retireApplicationSecret: async (stage) => {
    const { id, secret_id } = await stage.application()
    const { tenant, testServer } = stage
    await testServer.call('POST', `/api/v1/applications/${id}/secrets`, { token: tenant.token })
    return { path: { application_id: id, secret_id } }
  },
  revokeApplicationTokens: async (stage) => ({ path: { application_id: (await stage.application()).id } }),
  deleteApplication: async (stage) => ({ path: { application_id: (await stage.application()).id } }),
  updateOrganization: async () => ({ body: { name: 'Renamed' } }),
  updateWorkspace: async (stage) => ({
    path: { workspace_id: await stage.workspace() },
    body: { name: 'renamed', status: 'inactive' },
  }),
  deleteWorkspace: async (stage) => ({ path: { workspace_id: await stage.workspace() } }),
  createWorkspaceKey: async (stage) => ({
    path: { workspace_id: await stage.workspace() },
    body: { name: 'worker of acme' },
  }),
  revokeWorkspaceKey: async (stage) => {
    const workspace_id = await stage.workspace()
    const { id } = await prepare(stage, 'POST', `/api/v1/workspaces/${workspace_id}/keys`, { name: 'worker' })
    return { path: { workspace_id, key_id: id } }
  },
  deleteWorkspaceAlias: async (stage) => {
    const workspace_id = await stage.workspace()
    await stage.testServer.call('PUT', `/api/v1/workspaces/${workspace_id}`, {
      token: stage.tenant.token,
      body: { name: 'renamed' },
    })
    return { path: { workspace_id, name: 'acme' } }
  },
  revokeWorkspaceTokens: async (stage) => ({ path: { workspace_id: await stage.workspace() } }),
  createConnector: async () => ({ body: PROBE }),
  updateConnector: async (stage) => ({
    path: { connector_id: await stage.connector() },
    body: { name: 'Renamed', credentials: { token: 'another-secret' } },
  }),
  deleteConnector: async (stage) => ({ path: { connector_id: await stage.connector() } }),
  startRecording: async (stage) => ({ path: { connector_id: await stage.connector() }, body: {} }),
  stopRecording: async (stage) => {
    const connector_id = await stage.connector()
    await stage.testServer.call('POST', `${CONNECTORS}/${connector_id}/recording`, {
      token: stage.tenant.token,
      body: {},
    })
    return { path: { connector_id } }
  },
  getToolCallBodies: async ({ testServer, tenant: { token }, connector }) => {
    const path = `${CONNECTORS}/${await connector()}`
    await testServer.call('POST', `${path}/recording`, { token, body: {} })
    // Nothing listens there, so only the request is recorded.
    await testServer.call('POST', `${path}/execute`, { token, body: { entity: 'things', action: 'list' } })
    const calls = async () => (await testServer.call('GET', '/api/v1/tool-calls', { token })).body.data
    await until(async () => (await calls()).length > 0)
    return { path: { tool_call_id: (await calls())[0].id } }
  },
  setOAuthCredentials: async () => ({ body: CLIENT }),
  deleteOAuthCredentials: async (stage) => {
    await stage.testServer.call('PUT', CLIENTS, { token: stage.tenant.token, body: CLIENT })
    return { path: { connector_type: 'github' } }
  },
  initiateOAuth: async ({ testServer, tenant: { token } }) => {
    const origin = 'https://app.example.com'
    await testServer.call('PUT', CLIENTS, { token, body: CLIENT })
    await testServer.call('PUT', '/api/v1/organization', { token, body: { redirect_origins: [origin] } })
    return { body: { connector_type: 'github', redirect_url: origin } }
  },
  confirmOAuth: async ({ testServer, tenant, workspace }) => {
    const { token, organization } = tenant
    await testServer.call('PUT', CLIENTS, { token, body: CLIENT })
    const { body } = await testServer.call('GET', '/api/v1/integrations/definitions/sources?name=github', {
      token,
    })
    const about = { definition_id: body.definitions[0].sourceDefinitionId, auth_option: 'githubOAuth' }
    const nonce = 'a-nonce-of-the-audit-12345'
    const scope = { organization, workspace: await workspace() }
    return {
      body: { server_side_oauth_secret_id: await holdForNonce(testServer, scope, about, nonce), nonce },
    }
  },
  updateBranding: async () => ({ body: { name: 'Renamed' } }),
  setBrandingLogo: async () => ({ body: { content_type: 'image/png', data: PIXEL } }),
  deleteBrandingLogo: async (stage) => {
    const body = { content_type: 'image/png', data: PIXEL }
    await prepare(stage, 'PUT', '/api/v1/organization/branding/logo', body)
    return {}
  },
  addDefinition: async () => ({ body: { document: openApiText('Parcels') } }),
  updateDefinition: async (stage) => ({ path: await addDefinition(stage), body: { name: 'renamed' } }),
  deleteDefinition: async (stage) => ({ path: await addDefinition(stage) }),
  createWebhookEndpoint: async () => ({ body: WEBHOOK }),
  updateWebhookEndpoint: async (stage) => ({
    path: await makeEndpoint(stage),
    body: { description: 'renamed' },
  }),
  deleteWebhookEndpoint: async (stage) => ({ path: await makeEndpoint(stage) }),
  rotateWebhookSecret: async (stage) => ({ path: await makeEndpoint(stage), body: {} }),
  pingWebhookEndpoint: async (stage) => ({ path: await makeEndpoint(stage) }),
  replayWebhookDelivery: async (stage) => {
    const { endpoint_id } = await makeEndpoint(stage)
    const { id } = await prepare(stage, 'POST', `${WEBHOOKS}/${endpoint_id}/ping`)
    // Tries are rows as well: none is in progress while the sample looks at them.
    const path = `${WEBHOOKS}/${endpoint_id}/deliveries`
    await until(async () => (await prepare(stage, 'GET', path)).data[0]?.tries.length > 0)
    await until(() => delayDeliveries(stage, endpoint_id))
    return { path: { endpoint_id, delivery_id: id } }
  },
  createConnectSession: async (stage) => ({
    body: { workspace_id: await stage.workspace(), services: ['pier'] },
  }),
  revokeConnectSession: async (stage) => {
    const { session_id } = await prepare(stage, 'POST', LINKS, LINK)
    return { path: { session_id } }
  },
  confirmConnectSession: async (stage) => ({
    path: await finishLink(stage),
    body: { confirmation_code: CODE },
  }),
  discardConnectSession: async (stage) => ({ path: await finishLink(stage) }),
  eraseEndUser: async (stage) => {
    await prepare(stage, 'POST', LINKS, { ...LINK, end_user: { id: 'of-acme' } })
    return { path: { end_user_id: 'of-acme' } }
  },
  connectByCredentials: async (stage) => {
    const { token } = await prepare(stage, 'POST', LINKS, LINK)
    return { body: FILLED, token }
  },
  declineConnect: async (stage) => {
    const { token } = await prepare(stage, 'POST', LINKS, LINK)
    return { token }
  },
  disconnectConnector: async (stage) => {
    const { token } = await prepare(stage, 'POST', LINKS, { connector_id: await stage.connector() })
    return { token }
  },
  createWidgetSession: async ({ testServer, tenant }) => ({
    body: {},
    token: (await testServer.mint(tenant, 'acme')).token,
    headers: { origin: PUBLIC_URL },
  }),
  createFlowSession: async (stage) => {
    const templates = await prepare(stage, 'GET', '/api/v1/integrations/templates/sources/global')
    const { id } = templates.data.find(
      ({ connector_name }: { connector_name: string }) => connector_name === 'pier',
    )
    return {
      body: {
        source_definition_id: PIER,
        source_template_id: id,
        workspace_id: await stage.workspace(),
      },
    }
  },
}

/** Events that an operation records in addition to its own event. */
export const ALSO: Readonly<Record<string, readonly string[]>> = {
  connectByCredentials: ['connector.created'],
}
