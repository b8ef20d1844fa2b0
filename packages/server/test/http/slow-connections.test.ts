import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { withoutBusyLines } from '@bulkhead/testing/busy/busy-lines'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { PUBLIC_URL, until } from '@bulkhead/testing/test-server'
import { APPLICATIONS, assertError, CONNECTORS, openSocket, parseResponse } from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'

const PACE = { requestMs: 3_000, stalledMs: 1_500, graceMs: 1_000, bytesPerSecond: 2_000_000 }
const LIST = { entity: 'things', action: 'list' }
const LARGE = json({ items: [{ text: 'x'.repeat(9_000_000) }] })

for (const engine of engines) {
  describe(`connections that are slow on ${engine.name}`, () => {
    let fixture: Fixture
    let connector: string
    const left: Socket[] = []
    before(async () => {
      fixture = await openFixture(engine, { pace: PACE, environment: { BULKHEAD_WORKSPACE_CALLS: '1' } })
      connector = await fixture.connect()
    })
    afterEach(() => {
      for (const socket of left.splice(0)) socket.destroy()
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    async function connect(): Promise<Socket> {
      const socket = await openSocket(fixture.testServer.server.url)
      left.push(socket)
      return socket.on('error', () => undefined)
    }

    const head = (path: string, token: string | undefined, bytes: number) =>
      [
        `POST ${path} HTTP/1.1`,
        'host: 127.0.0.1',
        `origin: ${PUBLIC_URL}`,
        'content-type: application/json',
        ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
        `content-length: ${bytes}`,
        '\r\n',
      ].join('\r\n')

    /** Sends a byte now and then, until the server ends the connection. @returns What it said. */
    async function trickle(beginning: string): Promise<string> {
      const socket = await connect()
      let text = ''
      socket.on('data', (chunk: Buffer) => {
        text += chunk
      })
      socket.write(beginning)
      const timer = setInterval(() => socket.writable && socket.write(' '), 100)
      await once(socket, 'close').finally(() => clearInterval(timer))
      return text
    }

    test('a body that trickles ends, on every route, whoever sends it', async () => {
      const bodies: [string, string | undefined][] = [
        ['/auth/sign-in', undefined],
        [`${APPLICATIONS}/token`, undefined],
        [`${APPLICATIONS}/scoped-token`, fixture.tenant.token],
        [`${CONNECTORS}/${connector}/execute`, fixture.scoped],
        ['/mcp', fixture.scoped],
      ]
      await Promise.all(
        bodies.map(async ([path, token]) => {
          const text = await trickle(`${head(path, token, 1_000)}{`)
          assertError(parseResponse(text), 'request_timeout')
        }),
      )
      // A caller that got its response before it sent the body cannot keep the connection by trickling
      // either.
      assert.match(
        await trickle(`${head(`${CONNECTORS}/${connector}/execute`, undefined, 1_000)}{`),
        /^HTTP\/1\.1 401/,
      )
    })

    test('a connection with slow headers ends, and so does an idle one', async () => {
      assertError(
        parseResponse(await trickle('GET /health/live HTTP/1.1\r\nhost: x\r\na:')),
        'request_timeout',
      )
      await once((await connect()).resume(), 'close')
    })

    test('a body that comes in time is taken, and a service may answer later than callers must read', async () => {
      const body = JSON.stringify({ ...LIST, timeout_ms: 20_000 })
      fixture.upstream.respond(async (request, response) => {
        await sleep(Math.max(PACE.requestMs, PACE.stalledMs) + 1_000)
        json({ items: [] })(request, response)
      })
      const socket = await connect()
      socket.write(head(`${CONNECTORS}/${connector}/execute`, fixture.scoped, body.length))
      await sleep(50)
      socket.write(body)
      const [first] = await once(socket, 'data')
      assert.match(String(first), /^HTTP\/1\.1 200/)
    })

    /** Executes on its own connection, and reads nothing. */
    async function leaveUnread(): Promise<Socket> {
      const socket = await connect()
      const body = JSON.stringify(LIST)
      const before = fixture.upstream.arrived.length
      socket.pause()
      socket.write(head(`${CONNECTORS}/${connector}/execute`, fixture.scoped, body.length) + body)
      await until(() => fixture.upstream.arrived.length > before)
      return socket
    }

    test('a response that nobody reads is broken off, and its slot is free', async () => {
      fixture.upstream.respond(LARGE)
      const socket = await leaveUnread()
      fixture.upstream.respond(json({ items: [] }))
      // The workspace has one slot.
      assert.equal((await fixture.execute(connector, LIST)).status, 200)
      let length = 0
      socket.on('data', (chunk) => {
        length += chunk.length
      })
      socket.resume()
      await once(socket, 'close')
      assert.ok(length < 9_000_000)
    })

    test('a response that is read, but slower than the least rate, is broken off too', async () => {
      fixture.upstream.respond(LARGE)
      const socket = await leaveUnread()
      fixture.upstream.respond(json({ items: [] }))
      const next = fixture.execute(connector, LIST)
      let isFree = false
      void next.finally(() => {
        isFree = true
      })
      let length = 0
      while (!isFree) {
        length += socket.read(10_000)?.length ?? 0
        await sleep(100)
      }
      assert.equal((await next).status, 200)
      socket.on('data', (chunk) => {
        length += chunk.length
      })
      socket.resume()
      await once(socket, 'close')
      assert.ok(length > 0 && length < 9_000_000)
    })

    test('nothing of this is a failure of the server', () => {
      const failures = withoutBusyLines(fixture.testServer.log).filter((line) => JSON.parse(line).level >= 50)
      assert.deepEqual(failures, [])
    })
  })
}
