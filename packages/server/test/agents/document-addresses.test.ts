import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type Engine, engines } from '@bulkhead/testing/engines'
import { openAuthorization, refresh, send } from '@bulkhead/testing/oauth/agents'
import { startTestServer, type TestServer, type TestServerOptions } from '@bulkhead/testing/test-server'
import { CERTIFICATE, type DocumentHost, lookUp, startDocumentHost } from './document-host.ts'

const [engine] = engines
assert.ok(engine)

const REDIRECT = 'https://agents.example/callback'
const METADATA = '/.well-known/oauth-authorization-server'
const LOOPBACK = ['127.0.0.0/8']

// Fetching documents does not depend on the engine, so one engine is enough.
suite('hosts of client documents', () => {
  let host: DocumentHost

  before(async () => {
    host = await startDocumentHost()
  })
  after(async () => {
    await host?.close()
    await engine.close()
  })

  async function start(t: { after(work: () => Promise<void>): void }, options: TestServerOptions) {
    const testServer = await startTestServer(engine as Engine, {
      ...options,
      sending: { lookup: lookUp, ca: CERTIFICATE, ...options.sending },
    })
    t.after(() => testServer.close())
    return testServer
  }
  const supports = async (testServer: TestServer) =>
    (await send(testServer, 'GET', METADATA)).body.client_id_metadata_document_supported
  const requested = () => host.requested.length

  test('an address that the policy refuses, or allows to connectors alone, is answered as a host that is down', async (t) => {
    const testServer = await start(t, {
      environment: { BULKHEAD_EGRESS_ALLOW: `127.0.0.0/8,api.acme.test:${host.port},private.test:443` },
    })
    const good = new URL(host.document('/good.json'))
    const before = requested()
    const answers: unknown[] = []
    for (const origin of [
      `https://unknown.test:${host.port}`,
      ...[good.origin, `https://localhost:${host.port}`, `https://127.0.0.1:${host.port}`],
      ...['https://private.test', 'https://metadata.test', 'https://six.test', 'https://10.0.0.1'],
      ...['https://[::1]', 'https://169.254.169.254', `https://one-of-two.test:${host.port}`],
    ]) {
      const client = { client_id: `${origin}/good.json`, redirect_uri: REDIRECT }
      const began = performance.now()
      const { answer, begun } = await openAuthorization(testServer, client)
      const tookMs = performance.now() - began
      assert.ok(tookMs >= 300, `${origin} was answered after ${tookMs} ms`)
      assert.deepEqual([answer.status, begun], [503, undefined], origin)
      const { body, headers } = await refresh(testServer, client, 'any')
      answers.push([answer.body, answer.headers.get('retry-after'), body, headers.get('retry-after')])
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    assert.match(JSON.stringify(answers[0]), /temporarily_unavailable.*BULKHEAD_CLIENT_ID_DOCUMENTS=off/)
    assert.equal(requested(), before)
    const logged = testServer.log.filter((line) => line.includes('a client document was not fetched'))
    assert.ok(logged.some((line) => line.includes('"egress_refused"') && line.includes('"private.test"')))
    assert.ok(
      logged.some((line) => line.includes('"unreachable"') && line.includes(`unknown.test:${host.port}`)),
    )
  })

  test('auto announces documents only while the server can fetch those of programs in use', async (t) => {
    const now = Date.now
    let laterMs = 0
    t.mock.method(Date, 'now', () => now() + laterMs)
    const good = host.document('/known.json')
    const gone = host.document('/also-known.json')
    const open = await start(t, {
      environment: { BULKHEAD_CLIENT_ID_DOCUMENTS: 'auto' },
      sending: { clientDocuments: { allow: LOOPBACK, known: [good, gone] } },
    })
    const before = requested()
    assert.deepEqual(await Promise.all([supports(open), supports(open)]), [true, true])
    assert.equal(await supports(open), true)
    assert.equal(requested(), before + 2)
    host.serve('/also-known.json', (response) => response.destroy())
    assert.equal(await supports(open), true)
    laterMs += 300_000
    assert.equal(await supports(open), false)
    // A client that has a grant by its document keeps it.
    assert.ok((await openAuthorization(open, { client_id: good, redirect_uri: REDIRECT })).begun)
    const logged = open.log.filter((line) => line.includes('tells programs to register'))
    assert.equal(logged.length, 1)
    assert.match(logged[0] ?? '', new RegExp(`"hosts":\\["api.acme.test:${host.port}"\\]`))
    host.document('/also-known.json')
    laterMs += 300_000
    assert.equal(await supports(open), true)
  })

  test('off refuses documents and fetches none, and on announces them whatever can be fetched', async (t) => {
    const clientDocuments = { allow: LOOPBACK, known: ['https://unknown.test/known.json'] }
    const off = await start(t, {
      environment: { BULKHEAD_CLIENT_ID_DOCUMENTS: 'off' },
      sending: { clientDocuments },
    })
    const client = { client_id: host.document('/unused.json'), redirect_uri: REDIRECT }
    const before = requested()
    assert.equal(await supports(off), false)
    const { answer } = await openAuthorization(off, client)
    assert.equal(answer.status, 400)
    assert.match(String(answer.body), /invalid_client/)
    assert.equal((await refresh(off, client, 'any')).body.error, 'invalid_client')
    assert.equal(requested(), before)
    const on = await start(t, {
      environment: { BULKHEAD_CLIENT_ID_DOCUMENTS: 'on' },
      sending: { clientDocuments },
    })
    assert.equal(await supports(on), true)
  })
})
