import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ErrorCode } from '@bulkhead/contract/errors'
import { keyUnavailable } from '@bulkhead/server/platform/vault/remote-keys'
import { engines } from '@bulkhead/testing/engines'
import { ECHO_CONNECTORS } from '@bulkhead/testing/fuzz/echo'
import { json } from '@bulkhead/testing/scripted-upstream'
import type { Answer } from '@bulkhead/testing/test-server'
import { API, CONNECTORS, NOBODY, WORKSPACES } from '../api.ts'
import { type Fixture, openFixture } from '../fixture.ts'
import { application, list, type Provoked, type Scene, scoped } from './scene.ts'

/** Errors of connectors and of calls to their services. */
export const EXECUTIONS = {
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
  not_granted: async (fixture) => {
    const id = await fixture.connect({ entities: [{ entity: 'things', modes: ['write'] }] })
    return [await list(fixture, id), 'executeOperation']
  },
  sample_data_not_found: async (fixture) => [
    await application(fixture, 'POST', `${WORKSPACES}/${fixture.workspace_id}/sample-data/slack/execute`, {
      body: { entity: 'users', action: 'list' },
    }),
    'executeSampleOperation',
  ],
  connector_not_found: async (fixture) => [
    await application(fixture, 'GET', `${CONNECTORS}/${NOBODY}`),
    'getConnector',
  ],
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
  upstream_error: async (fixture) => [await answered(fixture, 500), 'executeOperation'],
  upstream_unreachable: async (fixture) => [
    await list(fixture, await fixture.connect({ environment: { base_url: 'http://127.0.0.1:1' } })),
    'executeOperation',
  ],
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
    // The time limit ends as soon as the request has arrived, however long that takes.
    services.sender.send = (planned, options) => send(planned, { ...options, signal: arrived.signal })
    fixture.upstream.respond(() => arrived.abort())
    const response = await list(fixture, await fixture.connect())
    services.sender.send = send
    return [response, 'executeOperation']
  },
} satisfies Partial<Record<ErrorCode, Scene>>

async function authorize(fixture: Fixture, more: object): Promise<Answer> {
  const origin = 'https://app.example.com'
  await application(fixture, 'PUT', `${API}/organization`, { body: { redirect_origins: [origin] } })
  return scoped(fixture, 'POST', `${CONNECTORS}/oauth/initiate`, { body: { redirect_url: origin, ...more } })
}

function create(fixture: Fixture, more: object) {
  const environment = { base_url: fixture.upstream.url }
  const body = { connector_type: 'echo', credentials: { token: 'x' }, environment, ...more }
  return scoped(fixture, 'POST', CONNECTORS, { body })
}

async function answered(fixture: Fixture, status: number) {
  fixture.upstream.respond(json({ message: 'no' }, status))
  return list(fixture, await fixture.connect())
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
