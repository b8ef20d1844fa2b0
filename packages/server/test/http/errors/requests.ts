import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { ErrorCode } from '@bulkhead/contract/errors'
import { engines } from '@bulkhead/testing/engines'
import { startPostgres } from '@bulkhead/testing/postgres/running-postgres'
import { startTestServer } from '@bulkhead/testing/test-server'
import { API, APPLICATIONS, CONNECTORS, NOBODY, parseResponse, sendBytes, WORKSPACES } from '../api.ts'
import { application, list, mint, type Provoked, type Scene, scoped } from './scene.ts'

/** Errors that a request of any operation can meet. */
export const REQUESTS = {
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
  route_not_found: async (fixture) => [await application(fixture, 'GET', `${API}/nothing`)],
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
  rate_limited: async ({ testServer }) => {
    const body = { client_id: 'guessed', client_secret: 'x' }
    for (let attempt = 0; ; attempt++) {
      const response = await testServer.call('POST', `${APPLICATIONS}/token`, { body })
      if (response.status !== 401 || attempt > 100) return [response, 'createApplicationToken']
    }
  },
  internal: async (fixture) => {
    const { services } = fixture.testServer.server
    const { send } = services.sender
    services.sender.send = () => Promise.reject(new Error('a defect that mentions internals'))
    const response = await list(fixture, await fixture.connect())
    services.sender.send = send
    return [response, 'executeOperation']
  },
  unavailable: stopPostgres,
} satisfies Partial<Record<ErrorCode, Scene>>

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
