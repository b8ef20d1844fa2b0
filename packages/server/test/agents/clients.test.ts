import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import {
  callMcp,
  decide,
  finish,
  openAuthorization,
  redeemCode,
  refresh,
  registerAgent,
  send,
} from '@bulkhead/testing/oauth/agents'
import { startOwnedServer } from '@bulkhead/testing/oauth/owned-server'
import type { SignedInPerson } from '@bulkhead/testing/people'
import type { TestServer } from '@bulkhead/testing/test-server'

const [engine] = engines
assert.ok(engine)

/** Behaviour of a client, from its documentation and its users' reports. */
interface Replay {
  readonly redirect_uris: readonly string[]
  /** Redirect URI of the request, if not the first registered one. */
  readonly goes_to?: string
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly asked?: Readonly<Record<string, string | undefined>>
  /** URL at which it looks for the resource metadata. */
  readonly looks_at: string
  /** Origin of the page that asks for tokens. */
  readonly origin?: string
}

const ROOT = '/.well-known/oauth-protected-resource'
const PATH = `${ROOT}/mcp`

/** Replays, request by request: the programs themselves are not run here. */
const REPLAYS: Readonly<Record<string, Replay>> = {
  // The connector of claude.ai, also for desktop and mobile: registers as a client with a secret.
  'claude.ai': {
    redirect_uris: ['https://claude.ai/api/mcp/auth_callback', 'https://claude.com/api/mcp/auth_callback'],
    metadata: { token_endpoint_auth_method: 'client_secret_post', client_name: 'Claude' },
    looks_at: PATH,
  },
  // Registers with one port of loopback and listens on another; asks for offline_access where that is advertised.
  'Claude Code': {
    redirect_uris: ['http://localhost:3118/callback'],
    goes_to: 'http://localhost:54212/callback',
    asked: { scope: 'mcp offline_access' },
    looks_at: PATH,
  },
  // Sends no scope when it connects again.
  ChatGPT: {
    redirect_uris: ['https://chatgpt.com/connector_platform_oauth_redirect'],
    asked: { scope: undefined },
    looks_at: PATH,
  },
  // Runs its own listener, and requests scopes that do not exist.
  Codex: {
    redirect_uris: ['http://127.0.0.1:1455/callback'],
    goes_to: 'http://127.0.0.1:41777/callback',
    asked: { scope: 'openid profile' },
    looks_at: ROOT,
  },
  // Three callbacks, one of each version.
  Cursor: {
    redirect_uris: [
      'cursor://anysphere.cursor-mcp/oauth/callback',
      'http://localhost:8787/callback',
      'https://www.cursor.com/agents/mcp/oauth/callback',
    ],
    looks_at: PATH,
  },
  // Takes a random port if its own is in use.
  'VS Code': {
    redirect_uris: [
      'https://vscode.dev/redirect',
      'https://insiders.vscode.dev/redirect',
      'http://127.0.0.1/',
      'http://127.0.0.1:33418/',
    ],
    goes_to: 'http://127.0.0.1:52113/',
    looks_at: ROOT,
  },
  // A page in a browser, which asks across origins.
  'MCP Inspector': {
    redirect_uris: ['http://localhost:6274/oauth/callback'],
    looks_at: PATH,
    origin: 'http://localhost:6274',
  },
  'Gemini CLI': { redirect_uris: ['http://localhost:7777/oauth/callback'], looks_at: PATH },
}

// Requests of clients do not depend on the engine, so one engine is enough.
suite('clients sign in by URL as they do', () => {
  let testServer: TestServer
  let owner: SignedInPerson
  let workspace_id: string

  before(async () => {
    ;({ testServer, owner, workspace_id } = await startOwnedServer(engine))
  })
  after(async () => {
    await testServer.close()
    await engine.close()
  })

  for (const [name, { redirect_uris, goes_to, metadata, asked, looks_at, origin }] of Object.entries(
    REPLAYS,
  )) {
    test(`${name}: URL, sign-in, call, refresh, revocation, reconnection`, async () => {
      const headers = origin === undefined ? {} : { origin }
      assert.equal((await callMcp(testServer, 'none', 'initialize')).status, 401)
      const resource = await send(testServer, 'GET', looks_at, { headers })
      assert.equal(resource.body.resource, testServer.server.services.mcpResource)
      const server = await send(testServer, 'GET', '/.well-known/oauth-authorization-server', { headers })
      assert.equal(server.headers.get('access-control-allow-origin'), '*')
      assert.ok(server.body.registration_endpoint)
      const registered = await registerAgent(testServer, {
        client_name: name,
        redirect_uris,
        ...metadata,
      })
      for (const redirect_uri of goes_to === undefined ? redirect_uris : [goes_to]) {
        const client = { ...registered, redirect_uri }
        const tokens = await signIn(client, asked)
        assert.equal((await callMcp(testServer, tokens.access_token, 'tools/list')).status, 200)
        const called = await callMcp(testServer, tokens.access_token, 'tools/call', {
          name: 'list_connectors',
          arguments: {},
        })
        assert.equal(called.status, 200, called.text)
        // No client sends a scope when it refreshes.
        const next = await refresh(testServer, client, tokens.refresh_token)
        assert.equal(next.status, 200, JSON.stringify(next.body))
        const revoked = await send(testServer, 'POST', '/oauth/revoke', {
          form: {
            token: next.body.refresh_token,
            client_id: client.client_id,
            ...(client.client_secret !== undefined && { client_secret: client.client_secret }),
          },
          headers,
        })
        assert.equal(revoked.status, 200, JSON.stringify(revoked.body))
        assert.equal((await callMcp(testServer, next.body.access_token, 'tools/list')).status, 401)
        assert.equal((await refresh(testServer, client, next.body.refresh_token)).body.error, 'invalid_grant')
        const again = await signIn(client, { ...asked, scope: undefined })
        assert.equal((await callMcp(testServer, again.access_token, 'tools/list')).status, 200)
      }
    })
  }

  test('an unknown client gets a 401, after which hosted clients register again', async () => {
    const { status, body } = await refresh(
      testServer,
      { client_id: 'agent_of_nobody', redirect_uri: '' },
      'x',
    )
    assert.deepEqual([status, body.error], [401, 'invalid_client'])
  })

  test('a page of any origin can ask for a token, and gets the error', async () => {
    const preflight = await send(testServer, 'OPTIONS', '/oauth/token', {
      headers: { origin: 'https://inspector.example', 'access-control-request-method': 'POST' },
    })
    assert.equal(preflight.status, 204)
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*')
    const { headers } = await send(testServer, 'POST', '/oauth/token', {
      form: { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'agent_of_nobody' },
      headers: { origin: 'https://inspector.example' },
    })
    assert.ok(headers.get('access-control-allow-origin'))
  })

  test('a page of any origin can register and revoke, and gets the errors', async () => {
    const redirect_uris = ['https://inspector.example/oauth/callback']
    for (const [path, given, status] of [
      ['/oauth/register', { json: { redirect_uris } }, 201],
      ['/oauth/register', { json: { redirect_uris: [] } }, 400],
      ['/oauth/register', { form: {} }, 400],
      ['/oauth/revoke', { form: { token: 'x', client_id: 'agent_of_nobody' } }, 401],
      ['/oauth/token', { form: { grant_type: 'client_credentials', client_id: 'x' } }, 401],
      ['/oauth/introspect', { form: { token: 'x' } }, 401],
      ['/oauth/device_authorization', { form: {} }, 400],
    ] as const) {
      const headers = { origin: 'https://inspector.example' }
      const answer = await send(testServer, 'POST', path, { ...given, headers })
      assert.equal(answer.status, status, `${path} ${JSON.stringify(answer.body)}`)
      const allowed = answer.headers.get('access-control-allow-origin') ?? 'none'
      assert.ok(['*', 'https://inspector.example'].includes(allowed), `${path} ${status} ${allowed}`)
    }
  })

  async function signIn(client: Awaited<ReturnType<typeof registerAgent>>, asked: Replay['asked']) {
    const { begun, answer } = await openAuthorization(testServer, client, asked)
    assert.ok(begun, JSON.stringify(answer.body))
    const decided = await decide(testServer, owner, begun, { workspace_id })
    assert.equal(decided.status, 200, decided.text)
    const { status, body } = await redeemCode(
      testServer,
      client,
      begun,
      await finish(testServer, begun, decided.body.redirect_to),
    )
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
})
