import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { type Answer, until } from '@bulkhead/testing/test-server'
import { assertError, CONNECTORS, openSocket } from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { type Expected, endless, HOSTILITIES, redirect, unreachable } from './hostilities.ts'

/** Limits of the tests that wait for them. A slow machine may exceed them by itself, so the others have the usual ones. */
const SHORT = { firstByteTimeoutMs: 1_000, totalTimeoutMs: 2_000 }
const USUAL = { firstByteTimeoutMs: 30_000, totalTimeoutMs: 60_000 }
/** Tolerance for a busy machine, in milliseconds. */
const SLACK_MS = 15_000

describe('hostile upstreams', () => {
  const [engine] = engines
  let fixture: Fixture
  let connector: string
  before(async () => {
    assert.ok(engine)
    fixture = await openFixture(engine, {
      sending: {
        limits: { connectTimeoutMs: 2_000 },
        lookup(hostname, callback) {
          if (hostname === 'slow.test') return
          if (hostname === 'empty.test') return callback(null, [])
          callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), [])
        },
      },
    })
  })
  // Each test has its own connector, because a `Retry-After` pauses the connector's further calls.
  beforeEach(async () => {
    limitBy(USUAL)
    connector = await fixture.connect()
  })
  after(async () => {
    await fixture?.close()
    await engine?.close()
  })

  const limitBy = (limits: typeof USUAL) =>
    Object.assign(fixture.testServer.server.services.sender.limits, limits)
  const read = (id = connector) => fixture.execute(id, { entity: 'things', action: 'list' })
  const write = (id = connector) =>
    fixture.execute(id, { entity: 'things', action: 'create', params: { name: 'x' } })

  async function timed(call: () => Promise<Answer>): Promise<Answer> {
    const started = performance.now()
    const response = await call()
    const took = performance.now() - started
    assert.ok(took < SHORT.totalTimeoutMs + SLACK_MS, `it took ${Math.round(took)} ms`)
    return response
  }

  function check(response: Answer, expected: Expected | object) {
    if (!('code' in expected)) {
      assert.equal(response.status, 200, response.text)
      return assert.deepEqual(response.body.result, expected)
    }
    const { code, upstream_status, retry_after } = expected as Expected
    assertError(response, code, 'executeOperation')
    assert.equal(response.headers.get('retry-after'), retry_after ?? null)
    assert.equal(response.body.errors[0].details?.upstream_status, upstream_status, response.text)
    // Clients repeat these by themselves, and a write must not run twice.
    assert.ok(response.text.length < 3_000)
  }

  for (const [what, { response, ...expected }] of Object.entries(HOSTILITIES)) {
    for (const [effect, call] of [
      ['read', read],
      ['write', write],
    ] as const) {
      test(`an upstream that ${what}: a ${effect}`, async () => {
        const isLate = 'code' in expected.read && expected.read.code === 'upstream_timeout'
        if (isLate) limitBy(SHORT)
        fixture.upstream.respond(response)
        const before = fixture.upstream.arrived.length
        const given = await timed(() => call())
        check(given, expected[effect])
        if (effect === 'write' && 'code' in expected.write) {
          const retried = [502, 503, 504].includes(given.status)
          assert.ok(!retried, `a client would repeat the write: ${given.text}`)
        }
        const sent = fixture.upstream.arrived.length - before
        assert.equal(sent, what === 'redirects in a circle' ? 6 : 1, 'nothing is sent twice')
      })
    }
  }

  test('a read follows redirects within the origin', async () => {
    fixture.upstream.respond((request, response) =>
      request.url === '/moved'
        ? json({ items: [1] })(request, response)
        : redirect(302, '/moved')(request, response),
    )
    check(await timed(() => read()), [{ value: 1 }])
  })

  test('a write is not repeated as a read', async () => {
    for (const code of [301, 302, 303]) {
      fixture.upstream.respond(redirect(code, '/moved'))
      const before = fixture.upstream.arrived.length
      const response = await timed(() => write())
      assert.equal(response.status, 424, response.text)
      assert.equal(fixture.upstream.arrived.length - before, 1)
    }
  })

  describe('if no connection is made', () => {
    const addresses: Record<string, string> = {
      'a name that is never resolved': 'http://slow.test/',
      'a name that does not exist': 'http://nobody.test/',
      'a name without an address': 'http://empty.test/',
      'a port where nothing listens': 'http://127.0.0.1:1/',
    }
    for (const [what, base_url] of Object.entries(addresses)) {
      test(`${what}: upstream_unreachable for both`, async () => {
        const id = await fixture.connect({ environment: { base_url } })
        check(await timed(() => read(id)), unreachable.read)
        check(await timed(() => write(id)), unreachable.write)
      })
    }

    test('TLS with a server that does not speak it', async () => {
      const id = await fixture.connect({
        environment: { base_url: fixture.upstream.url.replace('http:', 'https:') },
      })
      const before = fixture.upstream.arrived.length
      check(await timed(() => read(id)), unreachable.read)
      check(await timed(() => write(id)), unreachable.write)
      assert.equal(fixture.upstream.arrived.length, before)
    })

    test('TLS with a server that accepts and never responds', async () => {
      const mute = createServer((socket) => void socket.on('error', () => {}))
      await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
      const { port } = mute.address() as { port: number }
      const id = await fixture.connect({ environment: { base_url: `https://127.0.0.1:${port}` } })
      check(await timed(() => read(id)), unreachable.read)
      check(await timed(() => write(id)), unreachable.write)
      mute.close()
    })
  })

  test('a hundred upstreams that hang delay nobody else', async () => {
    limitBy(SHORT)
    fixture.upstream.respond(() => {})
    const hanging = Array.from({ length: 100 }, () => read())
    await sleep(50)
    const started = performance.now()
    assert.equal((await fixture.testServer.call('GET', CONNECTORS, { token: fixture.scoped })).status, 200)
    assert.ok(performance.now() - started < SHORT.totalTimeoutMs + SLACK_MS)
    for (const response of await Promise.all(hanging))
      assert.ok([502, 504].includes(response.status), response.text)
  })

  test('a client that leaves does no harm, and the upstream is asked once', async () => {
    let finish = () => {}
    fixture.upstream.respond((request, response) => {
      finish = () => void json({ items: [] })(request, response)
    })
    const before = fixture.upstream.arrived.length
    const logged = fixture.testServer.log.length
    const socket = await openSocket(fixture.testServer.server.url)
    const text = JSON.stringify({ entity: 'things', action: 'create', params: { name: 'x' } })
    socket.write(
      `POST ${CONNECTORS}/${connector}/execute HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${fixture.scoped}\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
    )
    await until(() => fixture.upstream.arrived.length > before)
    socket.destroy()
    await sleep(50)
    finish()
    await sleep(100)
    fixture.upstream.respond(json({ items: [] }))
    assert.equal((await read()).status, 200)
    assert.equal(fixture.upstream.arrived.length - before, 2)
    const failures = fixture.testServer.log.slice(logged).filter((line) => JSON.parse(line).level >= 50)
    assert.deepEqual(failures, [])
  })

  test('memory stays bounded, however much is sent', async () => {
    const rss = () => process.memoryUsage().rss
    fixture.upstream.respond(endless({}))
    for (let warm = 0; warm < 3; warm++) await read()
    const before = rss()
    let most = before
    const timer = setInterval(() => {
      most = Math.max(most, rss())
    }, 20)
    for (const response of [
      endless({}),
      endless({ 'content-length': String(100 * 1024 * 1024) }),
      HOSTILITIES['sends 100 MB compressed']?.response ?? endless({}),
    ]) {
      fixture.upstream.respond(response)
      for (let round = 0; round < 5; round++) await read()
    }
    clearInterval(timer)
    const grown = Math.round((most - before) / 1024 / 1024)
    assert.ok(grown < 150, `1.5 GB were sent and memory grew by ${grown} MB`)
  })
})
