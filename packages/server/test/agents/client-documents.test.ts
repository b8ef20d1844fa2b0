import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { after, before, suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Engine, engines, type Store } from '@bulkhead/testing/engines'
import {
  type AgentClient,
  callMcp,
  decide,
  openAuthorization,
  refresh,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import { type SignedInPerson, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'
import { CERTIFICATE, type DocumentHost, lookUp, startDocumentHost } from './document-host.ts'

const [engine] = engines
assert.ok(engine)

const REDIRECT = 'https://agents.example/callback'
const ELSEWHERE = 'https://evil.example/callback'
const FIVE_MB = 5 * 1024 * 1024
const FETCHES_PER_MINUTE = 30
const HOUR_MS = 3_600_000

// Fetching documents does not depend on the engine, so one engine is enough.
suite('documents of clients', () => {
  let host: DocumentHost
  let store: Store
  let testServer: TestServer
  let owner: SignedInPerson
  let workspace_id: string

  before(async () => {
    host = await startDocumentHost()
    store = await engine.createStore()
    await start()
    const tenant = await testServer.createTenant('Home')
    owner = await signUpOwner(testServer, tenant)
    workspace_id = (await testServer.mint(tenant, 'acme')).workspace_id
  })
  after(async () => {
    await testServer?.close()
    store?.remove()
    await host?.close()
    await engine.close()
  })

  /** Starts the server, or restarts it if it runs. A restarted server has fetched nothing. */
  async function start() {
    await testServer?.close()
    testServer = await startTestServer(engine as Engine, {
      sending: { lookup: lookUp, ca: CERTIFICATE, clientDocuments: { allow: ['127.0.0.0/8'] } },
      store,
    })
  }

  const named = (client_id: string): AgentClient => ({ client_id, redirect_uri: REDIRECT })
  async function assertRefused(client: AgentClient, status = 400) {
    const { answer, begun } = await openAuthorization(testServer, client)
    assert.equal(begun, undefined, client.client_id)
    assert.equal(answer.headers.get('location'), null, client.client_id)
    assert.equal(answer.status, status, client.client_id)
    return String(answer.body)
  }
  const goDown = (path: string, status = 500) =>
    host.serve(path, (response) => response.writeHead(status).end())

  test('a client signs in by its document: call, refresh, and one fetch for all of it', async () => {
    const client = named(host.document('/good.json'))
    const { begun } = await openAuthorization(testServer, client)
    assert.ok(begun)
    const asked = await testServer.call('GET', `/oauth/authorize/${begun.id}/request`, {
      headers: { cookie: `${owner.cookie}; ${begun.cookie}` },
    })
    const { name, kind, verified, host: shown } = asked.body.client
    assert.deepEqual([name, kind, verified], ['Documented', 'document', true], asked.text)
    assert.equal(shown, new URL(host.origin).host)
    const { tokens } = await signAgentIn(testServer, owner, { workspace_id }, client)
    assert.equal((await callMcp(testServer, tokens.access_token, 'tools/list')).status, 200)
    const next = await refresh(testServer, client, tokens.refresh_token)
    assert.equal(next.status, 200, JSON.stringify(next.body))
    assert.deepEqual(
      host.requested.filter((path) => path === '/good.json'),
      ['/good.json'],
    )
  })

  test('a document may have the least that MCP requires, and members that this server does not use', async () => {
    const app = 'cursor://anysphere.cursor-mcp/oauth/callback'
    for (const [at, { redirect_uri = REDIRECT, ...metadata }] of [
      { token_endpoint_auth_method: undefined },
      { scope: 'openid email mcp offline_access' },
      { client_uri: '', logo_uri: null, policy_uri: 'nonsense', client_name: '' },
      { redirect_uris: [REDIRECT, app], redirect_uri: app },
      { grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:jwt-bearer'] },
    ].entries()) {
      const client_id = host.document(`/least/${at}.json`, metadata)
      const { answer, begun } = await openAuthorization(testServer, { client_id, redirect_uri })
      assert.ok(begun, JSON.stringify([metadata, answer.body]))
    }
    const keyed = host.document('/keyed.json', { token_endpoint_auth_method: 'private_key_jwt' })
    await assertRefused(named(keyed))
  })

  test('a document at a name of a private address is not fetched', async () => {
    const before = host.requested.length
    for (const name of ['private.test', 'metadata.test', 'six.test', 'one-of-two.test'])
      assert.match(
        await assertRefused(named(`https://${name}:${host.port}/good.json`), 503),
        /temporarily_unavailable/,
      )
    assert.equal(host.requested.length, before)
  })

  test('a document that changes between two fetches leads no code elsewhere', async () => {
    const client = named(host.document('/changing.json'))
    const { begun } = await openAuthorization(testServer, client)
    assert.ok(begun)
    host.document('/changing.json', { client_name: 'Changed', redirect_uris: [ELSEWHERE] })
    // The server still has the first document in memory.
    await assertRefused({ ...client, redirect_uri: ELSEWHERE })
    await start()
    const asked = await testServer.call('GET', `/oauth/authorize/${begun.id}/request`, {
      headers: { cookie: `${owner.cookie}; ${begun.cookie}` },
    })
    assert.equal(asked.body.code, 'agent_sign_in_not_found', asked.text)
    const decided = await decide(testServer, owner, begun, { workspace_id })
    assert.equal(decided.body.code, 'agent_sign_in_not_found', decided.text)
    await assertRefused(client)
  })

  test('a document leads no code over http to another machine', async () => {
    const cleartext = 'http://agents.example/callback'
    const client_id = host.document('/cleartext.json', { redirect_uris: [cleartext, REDIRECT] })
    await assertRefused({ client_id, redirect_uri: cleartext })
    assert.ok((await openAuthorization(testServer, named(client_id))).begun)
  })

  test('a document whose host is down stays valid for a day, and a client keeps its grant', async (t) => {
    const client = named(host.document('/down.json'))
    const { tokens } = await signAgentIn(testServer, owner, { workspace_id }, client)
    let { refresh_token } = tokens
    const now = Date.now
    let laterMs = 0
    t.mock.method(Date, 'now', () => now() + laterMs)
    /** Refreshes once the document is not fresh any more. */
    async function refreshLater(ms = 31_000) {
      laterMs += ms
      const { status, headers, body } = await refresh(testServer, client, refresh_token)
      refresh_token = body.refresh_token ?? refresh_token
      return { status, error: body.error, retryAfter: headers.get('retry-after') }
    }
    const good = { status: 200, error: undefined, retryAfter: null }
    const down = { status: 503, error: 'temporarily_unavailable', retryAfter: '10' }

    goDown('/down.json')
    assert.deepEqual(await refreshLater(), good)
    goDown('/down.json', 429)
    assert.deepEqual(await refreshLater(), good)
    host.serve('/down.json', (response) => response.destroy())
    assert.deepEqual(await refreshLater(), good)

    // Once the cached document expires, the changed one counts.
    host.document('/down.json', { redirect_uris: [ELSEWHERE] })
    laterMs += 31_000
    await assertRefused(client)
    goDown('/down.json')
    laterMs += 31_000
    await assertRefused(client)
    assert.ok((await openAuthorization(testServer, { ...client, redirect_uri: ELSEWHERE })).begun)

    assert.deepEqual(await refreshLater(23 * HOUR_MS), good)
    assert.deepEqual(await refreshLater(HOUR_MS), down)
    host.document('/down.json')
    assert.deepEqual(await refreshLater(), good)

    // If the document is gone or invalid, the client is refused, and the old document is not used while the
    // host is down.
    for (const [refuse, error] of [
      [() => goDown('/down.json', 404), 'invalid_client'],
      [() => goDown('/down.json', 410), 'invalid_client'],
      [() => host.document('/down.json', { client_secret: 'shared' }), 'invalid_client_metadata'],
    ] as const) {
      refuse()
      assert.deepEqual(await refreshLater(), { status: 400, error, retryAfter: null })
      goDown('/down.json')
      assert.deepEqual(await refreshLater(), down)
      host.document('/down.json')
      assert.deepEqual(await refreshLater(), good)
    }

    // Documents are not stored: after a restart the server needs the host.
    t.mock.restoreAll()
    goDown('/down.json')
    await start()
    assert.equal((await callMcp(testServer, tokens.access_token, 'tools/list')).status, 200)
    assert.deepEqual(await refreshLater(0), down)
    host.document('/down.json')
    assert.deepEqual(await refreshLater(0), good)
  })

  test('a document that is too large, redirects, trickles or is of no client is refused', async () => {
    const sent = new Map<string, number>()
    /** Sends 5 MB as fast as the other side reads. */
    const sendMuch = (path: string, headers: Readonly<Record<string, string>>) =>
      host.serve(path, async (response) => {
        response.on('error', () => {}).writeHead(200, { 'content-type': 'application/json', ...headers })
        const chunk = Buffer.alloc(64 * 1024, ' ')
        for (let bytes = 0; bytes < FIVE_MB && !response.destroyed; bytes += chunk.length) {
          sent.set(path, bytes)
          if (!response.write(chunk)) await Promise.race([once(response, 'drain'), once(response, 'close')])
        }
        response.end()
      })
    const redirectTo = (path: string, location: string, status = 302) =>
      host.serve(path, (response) => response.writeHead(status, { location }).end())
    const trickled: ServerResponse[] = []
    const trickle = host.serve('/trickle.json', async (response) => {
      trickled.push(response.writeHead(200, { 'content-type': 'application/json' }))
      while (!response.destroyed) {
        response.write(' ')
        await sleep(50)
      }
    })
    const target = host.document('/target.json')
    const refused = [
      sendMuch('/declared.json', { 'content-length': String(FIVE_MB) }),
      sendMuch('/chunked.json', {}),
      host.document('/large.json', { client_name: 'x'.repeat(6 * 1024) }),
      redirectTo('/to-same-origin.json', target),
      redirectTo('/kept.json', target, 308),
      redirectTo('/to-private.json', 'https://10.0.0.1/client.json'),
      redirectTo('/to-name.json', `https://private.test:${host.port}/client.json`, 307),
      redirectTo('/to-http.json', `http://127.0.0.1:${host.port}/client.json`),
      host.serve('/gone.json', (response) => response.writeHead(404).end('{}')),
      host.serve('/page.json', (response) => response.end('<html></html>')),
      host.serve('/list.json', (response) => response.end('[]')),
      host.document('/of-another.json', { client_id: target }),
      host.document('/with-secret.json', { client_secret: 'shared', redirect_uris: [REDIRECT] }),
      host.document('/by-secret.json', { token_endpoint_auth_method: 'client_secret_post' }),
      host.document('/no-redirect.json', { redirect_uris: [] }),
    ]
    const unfinished = [
      trickle,
      host.serve('/cut.json', (response) => response.writeHead(200, { 'content-length': '9' }).destroy()),
    ]
    const invalid: string[] = []
    const [down] = await Promise.all([
      Promise.all(unfinished.map((client_id) => assertRefused(named(client_id), 503))),
      (async () => {
        // In turn: a slow machine exceeds the time of a fetch with all of them at once.
        for (const client_id of refused) invalid.push(await assertRefused(named(client_id)))
      })(),
    ])
    // Messages repeat nothing from a document.
    for (const text of invalid) assert.match(text, /invalid_client|invalid_redirect_uri/, text)
    for (const text of down) assert.match(text, /temporarily_unavailable/, text)
    for (const client_id of [...refused, ...unfinished])
      assert.equal(host.requested.filter((path) => client_id.endsWith(path)).length, 1, client_id)
    assert.ok(!host.requested.includes('/target.json') && !host.requested.includes('/client.json'))
    for (const path of ['/declared.json', '/chunked.json'])
      assert.ok((sent.get(path) ?? 0) < FIVE_MB / 2, `${path}: ${sent.get(path)} bytes`)
    for (const response of trickled) if (!response.destroyed) await once(response, 'close')
    assert.equal(trickled.length, 1)
  })

  test('one network has documents fetched 30 times a minute', async () => {
    const ids = Array.from({ length: FETCHES_PER_MINUTE + 5 }, (_, n) => `${host.origin}/flood-${n}.json`)
    let last = 0
    for (const client_id of ids) last = (await openAuthorization(testServer, named(client_id))).answer.status
    assert.equal(last, 503)
    assert.ok(!host.requested.includes(new URL(ids.at(-1) ?? '').pathname))
  })
})
