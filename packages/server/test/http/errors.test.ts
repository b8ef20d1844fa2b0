import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { ERRORS, type ErrorCode } from '@bulkhead/contract/errors'
import { getErrors } from '@bulkhead/contract/operation'
import { type OperationId, operations } from '@bulkhead/contract/operations'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { keyUnavailable } from '@bulkhead/server/platform/vault/remote-keys'
import { engines } from '@bulkhead/testing/engines'
import { ECHO_CONNECTORS } from '@bulkhead/testing/fuzz/echo'
import { openApiText } from '@bulkhead/testing/http-matrix/tenant-fixture'
import { decide, openAuthorization, registerAgent } from '@bulkhead/testing/oauth/agents'
import { getSettingsOnlyProvider } from '@bulkhead/testing/oidc/settings-only-provider'
import { beginSecondFactor, callAsPage, setSecondFactor, signUpOwner } from '@bulkhead/testing/people'
import { startPostgres } from '@bulkhead/testing/postgres/running-postgres'
import { json } from '@bulkhead/testing/scripted-upstream'
import {
  type Answer,
  type CallOptions,
  startTestServer,
  type TestServer,
} from '@bulkhead/testing/test-server'
import {
  API,
  APPLICATIONS,
  assertError,
  CONNECTORS,
  DEFINITIONS,
  NOBODY,
  parseResponse,
  sendBytes,
  TEMPLATES,
  WORKSPACES,
} from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'

const WEBHOOKS = `${API}/webhook-endpoints`

const OWN = `${API}/definitions`
type Provoked = readonly [answer: Answer, operation?: OperationId]

/** Codes that need their own setup, and the file below `test/` that tests them. */
const ELSEWHERE = {
  request_timeout: 'http/slow-connections.test.ts',
  quota_exceeded: 'quotas/quotas.test.ts',
  passwords_off: 'people/providers.test.ts',
  second_factor_missing: 'people/second-factor.test.ts',
  network_not_allowed: 'people/sign-in-limits.test.ts',
  domain_taken: 'people/domains.test.ts',
  confirmation_refused: 'connect/connect-sessions.test.ts',
  connector_pending: 'connect/connect-sessions.test.ts',
  idempotency_in_flight: 'idempotency/idempotency.test.ts',
  idempotency_outcome_unknown: 'idempotency/idempotency.test.ts',
} as const satisfies Partial<Record<ErrorCode, string>>

/** A request for each of the other codes. A code without one does not compile. */
const PROVOKE: Readonly<
  Record<Exclude<ErrorCode, keyof typeof ELSEWHERE>, (fixture: Fixture) => Promise<Provoked>>
> = {
  connect_session_ended: async ({ testServer }) => [
    await testServer.call('GET', `${API}/connect/session`, { token: `bhc_${'A'.repeat(43)}` }),
    'getConnectPage',
  ],
  connect_begin_refused: async ({ testServer }) => [
    await callAsPage(testServer, `${API}/connect/begin`, { nonce: 'A'.repeat(43) }),
    'redeemConnectNonce',
  ],
  connect_session_not_found: async (fixture) => [
    await application(fixture, 'GET', `${API}/connect/sessions/${NOBODY}`),
    'getConnectSession',
  ],
  connect_session_state: async (fixture) => {
    const { session_id } = await link(fixture)
    const path = `${API}/connect/sessions/${session_id}/discard`
    return [await application(fixture, 'POST', path), 'discardConnectSession']
  },
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
  connector_exists: async (fixture) => {
    await fixture.connect()
    const { token } = await link(fixture, { on_existing: 'refuse' })
    return [await fill(fixture, token), 'connectByCredentials']
  },
  connector_ambiguous: async (fixture) => {
    await fixture.connect()
    await fixture.connect()
    const { token } = await link(fixture, { on_existing: 'replace' })
    return [await fill(fixture, token), 'connectByCredentials']
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
  invalid_sign_in: async ({ testServer }) => [
    await callAsPage(testServer, '/auth/sign-in', { email: 'nobody@example.com', password: 'wrong' }),
    'signIn',
  ],
  csrf_refused: async ({ testServer }) => [
    await testServer.call('POST', '/auth/sign-in', {
      headers: { origin: 'https://elsewhere.test' },
      body: { email: 'nobody@example.com', password: 'wrong' },
    }),
    'signIn',
  ],
  sign_up_link_invalid: async ({ testServer }) => [
    await signUp(testServer, 'no-such-token', 'new@example.com'),
    'signUp',
  ],
  password_link_invalid: async ({ testServer }) => [
    await callAsPage(testServer, '/auth/password/reset', {
      ...{ token: 'no-such-token', new_password: 'a password of some length' },
    }),
    'resetPassword',
  ],
  email_link_invalid: async ({ testServer }) => [
    await callAsPage(testServer, '/auth/email/confirmation', { token: 'no-such-token' }),
    'confirmEmailChange',
  ],
  second_factor_required: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    await setSecondFactor(testServer, owner)
    const { email, password } = owner
    return [await callAsPage(testServer, '/auth/sign-in', { email, password }), 'signIn']
  },
  wrong_code: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    await beginSecondFactor(testServer, owner)
    const body = { code: 'wrong' }
    const path = '/auth/second-factor/confirmation'
    return [await testServer.call('POST', path, { headers: owner.headers, body }), 'confirmSecondFactor']
  },
  second_factor_not_found: async ({ testServer, tenant }) => {
    const { headers, password } = await signUpOwner(testServer, tenant)
    const body = { current_password: password }
    return [
      await testServer.call('POST', '/auth/second-factor/removal', { headers, body }),
      'removeSecondFactor',
    ]
  },
  passkey_refused: async ({ testServer }) => [
    await callAsPage(testServer, '/auth/sign-in/passkey', { credential: {} }),
    'signInByPasskey',
  ],
  passkey_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `/auth/passkeys/${NOBODY}`, { headers }), 'deletePasskey']
  },
  wrong_password: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    const body = { current_password: 'wrong', new_password: 'a password of some length' }
    return [await testServer.call('PUT', '/auth/password', { headers, body }), 'changePassword']
  },
  person_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `${API}/people/${NOBODY}`, { headers }), 'removePerson']
  },
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
  invitation_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `${API}/invitations/${NOBODY}`, { headers }), 'revokeInvitation']
  },
  provider_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `${API}/providers/${NOBODY}`, { headers }), 'deleteProvider']
  },
  provider_failed: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    const body = { name: 'Nobody', issuer: 'http://192.0.2.1', client_id: 'a', client_secret: 'a' }
    return [await testServer.call('POST', `${API}/providers`, { headers, body }), 'createProvider']
  },
  providers_full: async ({ testServer }) => {
    const { headers } = await signUpOwner(testServer, await testServer.createTenant('Many providers'))
    const body = { name: 'One', issuer: await getSettingsOnlyProvider(), client_id: 'a', client_secret: 'a' }
    const create = () => testServer.call('POST', `${API}/providers`, { headers, body })
    for (let count = 0; count < 20; count += 1) assert.equal((await create()).status, 200)
    return [await create(), 'createProvider']
  },
  domain_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `${API}/domains/no.example`, { headers }), 'deleteDomain']
  },
  domain_not_proven: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    await testServer.call('POST', `${API}/domains`, { headers, body: { domain: 'unproven.example' } })
    return [
      await testServer.call('POST', `${API}/domains/unproven.example/check`, { headers }),
      'checkDomain',
    ]
  },
  sign_in_policy_refused: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    const body = { passwords: false }
    return [await testServer.call('PUT', `${API}/sign-in`, { headers, body }), 'updateSignInPolicy']
  },
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
  last_owner: async ({ testServer }) => {
    const { headers, person } = await signUpOwner(testServer, await testServer.createTenant('One owner'))
    return [await testServer.call('DELETE', `${API}/people/${person}`, { headers }), 'removePerson']
  },
  session_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `/auth/sessions/${NOBODY}`, { headers }), 'endSession']
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
  idempotency_mismatch: async (fixture) => {
    const path = `${WORKSPACES}/${fixture.workspace_id}`
    const headers = { 'idempotency-key': 'the same' }
    await application(fixture, 'PUT', path, { headers, body: { cache_enabled: true } })
    return [
      await application(fixture, 'PUT', path, { headers, body: { cache_enabled: null } }),
      'updateWorkspace',
    ]
  },
  malformed_request: async ({ testServer }) => [
    parseResponse(await sendBytes(testServer.server.url, 'hello\r\n\r\n')),
  ],
  malformed_json: async (fixture) => [await mint(fixture, '{'), 'createScopedToken'],
  invalid_credentials: async (fixture) => [
    await create(fixture, { credentials: { wrong: 'x' } }),
    'createConnector',
  ],
  oauth_not_configured: async (fixture) => [
    await authorize(fixture, { connector_type: 'gitlab' }),
    'initiateOAuth',
  ],
  oauth_state_unknown: async ({ testServer }) => [
    await testServer.call('GET', `${API}/oauth/callback/github?code=x&state=${'A'.repeat(43)}`),
    'completeOAuth',
  ],
  oauth_secret_not_found: async (fixture) => {
    const configuration = { client_id: 'a', client_secret: 'b' }
    const body = { connector_type: 'github', configuration }
    await application(fixture, 'PUT', `${API}/oauth/credentials`, { body })
    const given = { connector_type: 'github', server_side_oauth_secret_id: 'A'.repeat(43) }
    return [await scoped(fixture, 'POST', CONNECTORS, { body: given }), 'createConnector']
  },
  unauthenticated: async ({ testServer }) => [await testServer.call('GET', WORKSPACES), 'listWorkspaces'],
  invalid_client: async ({ testServer }) => [
    await testServer.call('POST', `${APPLICATIONS}/token`, { body: { client_id: 'a', client_secret: 'b' } }),
    'createApplicationToken',
  ],
  not_permitted: async (fixture) => [await scoped(fixture, 'GET', WORKSPACES), 'listWorkspaces'],
  organization_mismatch: async (fixture) => [
    await application(fixture, 'GET', WORKSPACES, { headers: { 'x-organization-id': NOBODY } }),
    'listWorkspaces',
  ],
  origin_not_allowed: async (fixture) => {
    const body = { workspace_name: 'scene', allowed_origin: 'https://app.example.com' }
    const minted = await application(fixture, 'POST', `${APPLICATIONS}/widget-token`, { body })
    const { token } = JSON.parse(Buffer.from(minted.body.token, 'base64').toString('utf8'))
    const headers = { origin: 'https://elsewhere.example.com' }
    return [await fixture.testServer.call('GET', CONNECTORS, { token, headers }), 'listConnectors']
  },
  workspace_inactive: async (fixture) => {
    const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'asleep')
    await application(fixture, 'PUT', `${WORKSPACES}/${workspace_id}`, { body: { status: 'inactive' } })
    return [await mint(fixture, { workspace_name: 'asleep' }), 'createScopedToken']
  },
  not_granted: async (fixture) => {
    const id = await fixture.connect({ entities: [{ entity: 'things', modes: ['write'] }] })
    return [await list(fixture, id), 'executeOperation']
  },
  route_not_found: async (fixture) => [await application(fixture, 'GET', `${API}/nothing`)],
  workspace_not_found: async (fixture) => [
    await application(fixture, 'GET', `${WORKSPACES}/${NOBODY}`),
    'getWorkspace',
  ],
  definition_not_found: async (fixture) => [
    await application(fixture, 'GET', `${DEFINITIONS}/${NOBODY}`),
    'getDefinition',
  ],
  sample_data_not_found: async (fixture) => [
    await application(fixture, 'POST', `${WORKSPACES}/${fixture.workspace_id}/sample-data/slack/execute`, {
      body: { entity: 'users', action: 'list' },
    }),
    'executeSampleOperation',
  ],
  template_not_found: async (fixture) => [
    await application(fixture, 'GET', `${TEMPLATES}/${NOBODY}`),
    'getTemplate',
  ],
  connector_not_found: async (fixture) => [
    await application(fixture, 'GET', `${CONNECTORS}/${NOBODY}`),
    'getConnector',
  ],
  name_taken: async (fixture) => [
    await application(fixture, 'PUT', `${WORKSPACES}/${fixture.workspace_id}`, { body: { name: 'default' } }),
    'updateWorkspace',
  ],
  workspace_protected: async (fixture) => {
    const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'default')
    return [await application(fixture, 'DELETE', `${WORKSPACES}/${workspace_id}`), 'deleteWorkspace']
  },
  body_too_large: async (fixture) => [await mint(fixture, ' '.repeat(1_048_577)), 'createScopedToken'],
  request_too_large: async (fixture) => [await mint(fixture, '['.repeat(1000)), 'createScopedToken'],
  unsupported_media_type: async (fixture) => [
    await application(fixture, 'POST', `${APPLICATIONS}/scoped-token`, {
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    }),
    'createScopedToken',
  ],
  invalid_request: async (fixture) => [await mint(fixture, {}), 'createScopedToken'],
  invalid_configuration: async (fixture) => [await create(fixture, { environment: {} }), 'createConnector'],
  unknown_operation: async (fixture) => [
    await fixture.execute(await fixture.connect(), { entity: 'nothing', action: 'list' }),
    'executeOperation',
  ],
  invalid_params: async (fixture) => [
    await fixture.execute(await fixture.connect(), {
      entity: 'things',
      action: 'list',
      params: { nothing: 1 },
    }),
    'executeOperation',
  ],
  not_supported: async (fixture) => [
    await scoped(fixture, 'POST', `${CONNECTORS}/${await fixture.connect()}/execute`, {
      headers: { 'idempotency-key': 'a file is not kept' },
      body: { entity: 'exports', action: 'download', params: { id: '1' } },
    }),
    'executeOperation',
  ],
  upstream_rejected: async (fixture) => [await answered(fixture, 404), 'executeOperation'],
  outcome_unknown: async (fixture) => {
    fixture.upstream.respond(json({}, 500))
    const body = { entity: 'things', action: 'create', params: { name: 'x' } }
    return [await fixture.execute(await fixture.connect(), body), 'executeOperation']
  },
  response_too_large: async (fixture) => {
    fixture.upstream.respond(
      (_, response) => void response.writeHead(200, { 'content-length': '99999999' }).flushHeaders(),
    )
    return [await list(fixture, await fixture.connect()), 'executeOperation']
  },
  egress_refused: async (fixture) => {
    fixture.upstream.respond(
      (_, response) => void response.writeHead(302, { location: 'https://evil.example/' }).end(),
    )
    return [await list(fixture, await fixture.connect()), 'executeOperation']
  },
  needs_reauthentication: moveDocument,
  rate_limited: async ({ testServer }) => {
    const body = { client_id: 'guessed', client_secret: 'x' }
    for (let attempt = 0; ; attempt++) {
      const response = await testServer.call('POST', `${APPLICATIONS}/token`, { body })
      if (response.status !== 401 || attempt > 100) return [response, 'createApplicationToken']
    }
  },
  workspace_busy: async ({ testServer, tenant, upstream }) => {
    const { token, workspace_id } = await testServer.mint(tenant, 'busy')
    const { fairQueue } = testServer.server.services
    const owner = { organization: tenant.organization, workspace: workspace_id }
    // Fills all slots and the whole queue.
    for (let call = 0; call < 128 + 512; call++) {
      void Promise.resolve(fairQueue.acquire(owner, { deadline: performance.now() + 60_000 })).catch(() => {})
    }
    const created = await testServer.call('POST', CONNECTORS, {
      token,
      body: {
        connector_type: 'echo',
        credentials: { token: 'a-token-of-echo' },
        environment: { base_url: upstream.url },
      },
    })
    const body = { entity: 'things', action: 'list' }
    const path = `${CONNECTORS}/${created.body.id}/execute`
    return [await testServer.call('POST', path, { token, body }), 'executeOperation']
  },
  upstream_rate_limited: async (fixture) => [await answered(fixture, 429), 'executeOperation'],
  internal: async (fixture) => {
    const { services } = fixture.testServer.server
    const { send } = services.sender
    services.sender.send = () => Promise.reject(new Error('a defect that mentions internals'))
    const response = await list(fixture, await fixture.connect())
    services.sender.send = send
    return [response, 'executeOperation']
  },
  upstream_error: async (fixture) => [await answered(fixture, 500), 'executeOperation'],
  upstream_unreachable: async (fixture) => [
    await list(fixture, await fixture.connect({ environment: { base_url: 'http://127.0.0.1:1' } })),
    'executeOperation',
  ],
  unavailable: stopPostgres,
  key_unavailable: async (fixture) => {
    const { keyring } = fixture.testServer.server.services
    const { unwrap } = keyring
    const connected = await fixture.connect()
    keyring.unwrap = () => {
      throw keyUnavailable()
    }
    const response = await list(fixture, connected)
    keyring.unwrap = unwrap
    return [response, 'executeOperation']
  },
  upstream_timeout: async (fixture) => {
    const { services } = fixture.testServer.server
    const { send } = services.sender
    const arrived = new AbortController()
    // The time is up once the request has arrived, however long that takes.
    services.sender.send = (planned, options) => send(planned, { ...options, signal: arrived.signal })
    fixture.upstream.respond(() => arrived.abort())
    const response = await list(fixture, await fixture.connect())
    services.sender.send = send
    return [response, 'executeOperation']
  },
}

/** Fields of some errors, without which a caller would look in the wrong place. */
const FIELDS: Partial<Record<ErrorCode, string>> = {
  unauthenticated: 'header.Authorization',
  organization_mismatch: 'header.X-Organization-Id',
  malformed_json: 'body',
  unsupported_media_type: 'header.Content-Type',
  invalid_request: 'body.workspace_name',
  route_not_found: 'path',
  connector_not_found: 'path.connector_id',
  workspace_not_found: 'path.workspace_id',
  definition_not_found: 'path.definition_id',
  secret_not_found: 'path.secret_id',
  alias_not_found: 'path.name',
  name_taken: 'body.name',
  idempotency_mismatch: 'header.Idempotency-Key',
  upstream_rejected: 'request',
  upstream_rate_limited: 'request',
  internal: 'request',
}

/** Codes whose response says when to try again. */
const WITH_RETRY_AFTER: readonly ErrorCode[] = [
  'rate_limited',
  'workspace_busy',
  'upstream_rate_limited',
  'unavailable',
  'key_unavailable',
]

function application(
  { testServer, tenant }: Fixture,
  method: string,
  path: string,
  options: CallOptions = {},
) {
  return testServer.call(method, path, { token: tenant.token, ...options })
}

function scoped(
  { testServer, scoped: token }: Fixture,
  method: string,
  path: string,
  options: CallOptions = {},
) {
  return testServer.call(method, path, { token, ...options })
}

/** A connect link of the workspace. */
async function link(fixture: Fixture, more: object = {}): Promise<{ session_id: string; token: string }> {
  const { workspace_id } = fixture
  const given = { workspace_id, services: ['echo'], on_existing: 'add', ...more }
  return (await application(fixture, 'POST', `${API}/connect/sessions`, { body: given })).body
}

/** Fills in the credential of a link. */
function fill({ testServer }: Fixture, token: string) {
  const { definition_id } =
    testServer.server.services.definitions.byType('echo') ?? assert.fail('There is no echo.')
  const [option] = testServer.server.services.definitions.ofConnector(definition_id).definition.auth_options
  return testServer.call('POST', `${API}/connect/session/credentials`, {
    token,
    body: {
      definition_id,
      option: option?.name,
      configuration: { token: 'a-token-of-echo' },
      confirmation_hash: 'A'.repeat(43),
    },
  })
}

/** Path of a new application. */
function signUp(testServer: TestServer, token: string, email: string) {
  return callAsPage(testServer, '/auth/sign-up', {
    token,
    name: 'New',
    email,
    password: 'a password of some length',
  })
}

async function aWebhook(fixture: Fixture): Promise<string> {
  const { body } = await application(fixture, 'POST', WEBHOOKS, { body: { url: 'http://127.0.0.1:9/' } })
  return `${WEBHOOKS}/${body.id}`
}

async function anApplication(fixture: Fixture): Promise<string> {
  const { body } = await application(fixture, 'POST', `${API}/applications`, {
    body: { name: 'made for this' },
  })
  return `${API}/applications/${body.id}`
}

async function authorize(fixture: Fixture, more: object): Promise<Answer> {
  const origin = 'https://app.example.com'
  await application(fixture, 'PUT', `${API}/organization`, { body: { redirect_origins: [origin] } })
  return scoped(fixture, 'POST', `${CONNECTORS}/oauth/initiate`, { body: { redirect_url: origin, ...more } })
}

function mint(fixture: Fixture, body: unknown) {
  return application(fixture, 'POST', `${APPLICATIONS}/scoped-token`, { body })
}

function create(fixture: Fixture, more: object) {
  const environment = { base_url: fixture.upstream.url }
  const body = { connector_type: 'echo', credentials: { token: 'x' }, environment, ...more }
  return scoped(fixture, 'POST', CONNECTORS, { body })
}

function list(fixture: Fixture, connector: string) {
  return fixture.execute(connector, { entity: 'things', action: 'list' })
}

async function answered(fixture: Fixture, status: number) {
  fixture.upstream.respond(json({ message: 'no' }, status))
  return list(fixture, await fixture.connect())
}

/** Stops the database of a server that runs. */
async function stopPostgres(): Promise<Provoked> {
  const [engine] = engines
  assert.ok(engine)
  const postgres = await startPostgres()
  const { url, ownerUrl } = await postgres.createDatabase()
  const environment = {
    BULKHEAD_DATABASE_URL: url,
    BULKHEAD_DATABASE_OWNER_URL: ownerUrl,
    BULKHEAD_KEY: `1:${randomBytes(32).toString('base64')}`,
  }
  const testServer = await startTestServer(engine, { store: { environment, remove() {} } })
  const { token } = await testServer.createTenant('Acme')
  await postgres.close()
  const response = await testServer.call('GET', WORKSPACES, { token })
  await testServer.close()
  return [response, 'listWorkspaces']
}

/** Stores a connector, and opens the same store with a document that goes elsewhere. */
async function moveDocument(): Promise<Provoked> {
  const [engine] = engines
  assert.ok(engine)
  const store = await engine.createStore()
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-connectors-'))
  const first = await openFixture(engine, { store })
  const id = await first.connect({ environment: { tenant: 'acme' } })
  await first.close()
  cpSync(ECHO_CONNECTORS, directory, { recursive: true })
  const document = join(directory, 'echo', 'connector.yaml')
  writeFileSync(
    document,
    readFileSync(document, 'utf8').replace('{tenant}.echo.example', '{tenant}.moved.example'),
  )
  const second = await openFixture(engine, { store, environment: { BULKHEAD_CONNECTORS_DIR: directory } })
  const token = await second.testServer.applicationToken(first.tenant)
  const response = await second.testServer.call('POST', `${CONNECTORS}/${id}/execute`, {
    token,
    body: { entity: 'things', action: 'list' },
  })
  await second.close()
  store.remove()
  rmSync(directory, { recursive: true })
  return [response, 'executeOperation']
}

describe('error codes', () => {
  const [engine] = engines
  let fixture: Fixture
  before(async () => {
    assert.ok(engine)
    fixture = await openFixture(engine)
  })
  after(async () => {
    await fixture?.close()
    await engine?.close()
  })

  for (const [code, provoke] of Object.entries(PROVOKE) as [
    ErrorCode,
    (fixture: Fixture) => Promise<Provoked>,
  ][]) {
    test(`${code} is met, declared, and has its status`, async () => {
      const [response, operation] = await provoke(fixture)
      assertError(response, code, operation)
      if (FIELDS[code] !== undefined) assert.equal(response.body.errors[0].field, FIELDS[code])
      const retryAfter = response.headers.get('retry-after')
      if (WITH_RETRY_AFTER.includes(code)) assert.match(retryAfter ?? '', /^[1-9]\d*$/)
      else assert.equal(retryAfter, null)
      assert.equal(response.headers.has('www-authenticate'), code === 'unauthenticated')
    })
  }

  test('codes with a scene of their own are met there', () => {
    for (const [code, file] of Object.entries(ELSEWHERE)) {
      const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
      assert.ok(text.includes(`'${code}'`), `${file} meets ${code}`)
    }
  })

  test('an unforeseen failure says nothing of itself, and is logged under its request', async () => {
    const [{ text, body }] = await PROVOKE.internal(fixture)
    assert.ok(!text.includes('internals') && !text.includes('.ts'), text)
    const line = fixture.testServer.log.find(
      (one) => one.includes(body.request_id) && one.includes('a defect that mentions'),
    )
    assert.ok(line, 'the log tells what happened')
  })

  test('a failure of a service is logged without its words', async () => {
    fixture.upstream.respond(json({ message: 'words of a customer' }, 500))
    const { body, text } = await list(fixture, await fixture.connect())
    assert.match(text, /words of a customer/)
    const lines = fixture.testServer.log.filter((line) => line.includes(body.request_id))
    assert.ok(lines.some((line) => line.includes('upstream_error')))
    assert.doesNotMatch(lines.join(''), /words of a customer/)
  })

  test('what is not found is named where it was given', async () => {
    const named: [string, string, object | undefined, string][] = [
      ['POST', `${APPLICATIONS}/scoped-token`, { workspace_id: NOBODY }, 'body.workspace_id'],
      [
        'POST',
        `${APPLICATIONS}/scoped-token`,
        { workspace_name: 'none', create_workspace: false },
        'body.workspace_name',
      ],
      ['POST', CONNECTORS, { connector_type: 'none', credentials: {} }, 'body.connector_type'],
      ['POST', CONNECTORS, { definition_id: NOBODY, credentials: {} }, 'body.definition_id'],
      ['DELETE', `${API}/oauth/credentials/connector_type/none`, undefined, 'path.connector_type'],
    ]
    for (const [method, path, body, field] of named) {
      const response = await application(fixture, method, path, { body })
      assert.deepEqual([response.status, response.body.errors?.[0].field], [404, field], response.text)
    }
  })

  test('an id in a path may be any text, however long', async () => {
    for (const id of ['x', '-'.repeat(300), '0'.repeat(1024), '%00', 'é', '1'.repeat(1025)]) {
      for (const [method, path, body] of [
        ['GET', `${WORKSPACES}/${id}`],
        ['GET', `${CONNECTORS}/${id}`],
        ['POST', `${CONNECTORS}/${id}/execute`, { entity: 'things', action: 'list' }],
        ['POST', `${CONNECTORS}/${id}/check`, {}],
        ['DELETE', `${CONNECTORS}/${id}`],
        ['GET', `${DEFINITIONS}/${id}`],
        ['GET', `${TEMPLATES}/${id}`],
        ['GET', `${API}/tool-calls/${id}`],
        ['GET', `${API}/organizations/${id}/credentials`],
        ['DELETE', `${API}/applications/${id}`],
      ] as const) {
        const response = await application(fixture, method, path, { body })
        assert.equal(response.status, 404, `${method} ${path}: ${response.text}`)
        assert.ok(response.text.length < 1024, 'what was sent is not repeated')
      }
    }
  })

  test('what was wrong with a token is told to who sent one', async () => {
    for (const [headers, challenge] of [
      [{}, 'Bearer'],
      [{ authorization: 'Basic YTpi' }, 'Bearer'],
      [{ authorization: 'Bearer' }, 'Bearer error="invalid_token"'],
      [{ authorization: 'Bearer not-a-token' }, 'Bearer error="invalid_token"'],
    ] as const) {
      const response = await fixture.testServer.call('GET', WORKSPACES, { headers })
      assert.deepEqual([response.status, response.headers.get('www-authenticate')], [401, challenge])
    }
  })

  test('who looks for how to make a workspace is told', async () => {
    const response = await application(fixture, 'POST', WORKSPACES, { body: { name: 'new' } })
    assertError(response, 'route_not_found')
    assert.match(response.body.message, /account\/applications\/scoped-token/)
  })

  test('an answer cannot be stored or taken for another type', async () => {
    for (const code of ['unauthenticated', 'route_not_found', 'invalid_request', 'internal'] as const) {
      const [{ headers }] = await PROVOKE[code](fixture)
      assert.match(headers.get('content-type') ?? '', /^application\/json/)
      assert.equal(headers.get('cache-control'), 'no-store', code)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', code)
    }
  })
})

describe('the table of errors', () => {
  const documented = [
    ...readFileSync(new URL('../../../../docs/reference/errors.md', import.meta.url), 'utf8').matchAll(
      /^#+ `(\w+)`\n+(\d{3})\./gm,
    ),
  ]

  test('docs/reference/errors.md lists exactly the codes, each with its status', () => {
    assert.deepEqual(
      Object.fromEntries(documented.map(([, code, status]) => [code, Number(status)])),
      Object.fromEntries(Object.entries(ERRORS).map(([code, { status }]) => [code, status])),
    )
    assert.equal(documented.length, Object.keys(ERRORS).length)
  })

  test('every code is declared by an operation, or belongs to none', () => {
    const declared = new Set(operations.flatMap((operation) => getErrors(operation)))
    const left = Object.keys(ERRORS).filter((code) => !declared.has(code as ErrorCode))
    assert.deepEqual(left.sort(), ['malformed_request', 'request_timeout', 'route_not_found'])
  })

  test('a title is no sentence, a remedy is one', () => {
    for (const [code, { title, remedy }] of Object.entries(ERRORS)) {
      assert.match(title, /^[A-Z].*[^.]$/, code)
      assert.match(remedy, /[.]$/, code)
    }
  })

  test('the OpenAPI document declares every error of every operation', () => {
    const document = JSON.parse(readFileSync(new URL('../../../../openapi.json', import.meta.url), 'utf8'))
    for (const operation of operations) {
      const { responses } = document.paths[operation.path][operation.method.toLowerCase()]
      for (const code of getErrors(operation)) {
        const described = responses[ERRORS[code].status]?.description ?? ''
        assert.ok(described.includes(`\`${code}\``), `${operation.operationId} ${code}`)
      }
    }
  })
})
