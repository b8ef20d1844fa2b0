import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { after, afterEach, before, describe, test } from 'node:test'
import { createFairQueue } from '@bulkhead/server/execution/fair-queue'
import {
  createResponseMemory,
  MEMORY_ERRORS,
  memoryLimits,
} from '@bulkhead/server/execution/reading/response-memory'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import { assertError, CONNECTORS } from '../http/api.ts'
import { type Fixture, openFixture } from '../http/fixture.ts'

const LIST = { entity: 'things', action: 'list' }
const MIB = 1_048_576
const LARGE = json({ items: [{ text: 'x'.repeat(9_000_000) }] })

describe('memory of a call that is sent again while it waits for memory', () => {
  /** Two calls of one workspace. The first one takes most of its memory. */
  function open() {
    const queue = createFairQueue(memoryLimits(16, 64), MEMORY_ERRORS)
    const createMemory = () =>
      createResponseMemory(queue, {
        owner: { organization: 'organization', workspace: 'workspace' },
        deadline: performance.now() + 600_000,
        signal: new AbortController().signal,
        effect: 'read',
      })
    const [holder, memory] = [createMemory(), createMemory()]
    assert.equal(holder.reserve(12 * MIB), undefined)
    return { queue, holder, memory }
  }

  for (const second of [4, 5, 6]) {
    test(`a second wait, for ${second} MiB, replaces the first`, async () => {
      const { queue, holder, memory } = open()
      const waits = [memory.reserve(5 * MIB), memory.reserve(second * MIB)]
      assert.ok(waits[1] instanceof Promise, 'it needs no memory')
      holder.release()
      const [first, last] = await Promise.allSettled(waits)
      assert.equal(queue.state().inUse, second * MIB)
      assert.deepEqual([first?.status, last?.status], ['rejected', 'fulfilled'])
      memory.release()
      assert.deepEqual(queue.state(), { inUse: 0, limit: 64 * MIB, waiting: 0 })
    })
  }

  test('memory that is granted just before the call ends is given back', async () => {
    const { queue, holder, memory } = open()
    const wait = memory.reserve(5 * MIB)
    holder.release()
    memory.release()
    await Promise.allSettled([wait])
    assert.equal(queue.state().inUse, 0)
  })
})

for (const engine of engines) {
  describe(`memory of responses on ${engine.name}`, () => {
    let fixture: Fixture
    let connector: string
    let left: ClientRequest[] = []
    before(async () => {
      fixture = await openFixture(engine, {
        environment: {
          BULKHEAD_RESPONSE_MEMORY: '96',
          BULKHEAD_WORKSPACE_RESPONSE_MEMORY: '20',
          BULKHEAD_WORKSPACE_CALLS: '16',
        },
      })
      connector = await fixture.connect()
      fixture.upstream.respond(LARGE)
    })
    afterEach(() => {
      for (const one of left) one.destroy()
      left = []
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const execute = (id: string, token: string, body: object) =>
      fixture.testServer.call('POST', `${CONNECTORS}/${id}/execute`, { token, body })

    /** Sends a call and reads nothing of its response, for as long as the test lasts. */
    function leaveUnread(id: string, token: string): Promise<IncomingMessage> {
      const sent = request(new URL(`${CONNECTORS}/${id}/execute`, fixture.testServer.server.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        agent: false,
      })
      left.push(sent)
      sent.on('error', () => undefined).end(JSON.stringify(LIST))
      return once(sent, 'response').then(([response]) => response.on('error', () => undefined))
    }

    /** A workspace of its own, with a connector. */
    async function open(name: string, tenant = fixture.tenant) {
      const { token } = await fixture.testServer.mint(tenant, name)
      const { body } = await fixture.testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'echo',
          credentials: { token: 'a-token-of-echo' },
          environment: { base_url: fixture.upstream.url },
        },
      })
      return { token, connector: body.id as string }
    }

    test('a workspace that does not read its responses delays only itself, and gets an error that says so', async () => {
      const unread = [
        await leaveUnread(connector, fixture.scoped),
        await leaveUnread(connector, fixture.scoped),
      ]
      const third = await execute(connector, fixture.scoped, { ...LIST, timeout_ms: 10_000 })
      assertError(third, 'workspace_busy', 'executeOperation')
      assert.equal(third.headers.get('retry-after'), '1')
      assert.match(third.body.message, /Unread responses/)
      // Small responses need no reservation, and other workspaces have their own share.
      fixture.upstream.respond(json({ items: [{ id: 1 }] }))
      assert.equal((await execute(connector, fixture.scoped, LIST)).status, 200)
      fixture.upstream.respond(LARGE)
      const other = await open('other')
      assert.equal((await execute(other.connector, other.token, LIST)).status, 200)
      // Reading a response frees its memory.
      const waiting = execute(connector, fixture.scoped, LIST)
      for await (const _ of unread[0] ?? []);
      assert.equal((await waiting).status, 200)
    })

    test('a caller who hangs up releases it', async () => {
      await leaveUnread(connector, fixture.scoped)
      await leaveUnread(connector, fixture.scoped)
      const waiting = execute(connector, fixture.scoped, LIST)
      left[0]?.destroy()
      assert.equal((await waiting).status, 200)
    })

    test('whatever is sent is sent once: a write that cannot be answered is outcome_unknown', async () => {
      await leaveUnread(connector, fixture.scoped)
      await leaveUnread(connector, fixture.scoped)
      const before = fixture.upstream.arrived.length
      const write = { entity: 'things', action: 'create', params: { name: 'x' }, timeout_ms: 10_000 }
      assertError(await execute(connector, fixture.scoped, write), 'outcome_unknown', 'executeOperation')
      assert.equal(fixture.upstream.arrived.length, before + 1)
    })

    test('workspaces that read nothing leave some for one that has none, and the process says when there is none', async () => {
      const tenant = await fixture.testServer.createTenant('Greedy')
      const greedy = await Promise.all(['one', 'two', 'three'].map((name) => open(name, tenant)))
      const before = fixture.upstream.arrived.length
      const unread = (id: string, token: string) => void leaveUnread(id, token).catch(() => undefined)
      for (const { connector: id, token } of greedy) unread(id, token)
      const other = await open('quiet')
      await until(() => fixture.upstream.arrived.length >= before + 3)
      assert.equal((await execute(other.connector, other.token, LIST)).status, 200)
      for (const { connector: id, token } of greedy) for (let n = 0; n < 2; n++) unread(id, token)
      for (let n = 0; n < 3; n++) {
        assert.equal((await execute(other.connector, other.token, LIST)).status, 200)
      }
      const late = await execute(greedy[0]?.connector ?? '', greedy[0]?.token ?? '', {
        ...LIST,
        timeout_ms: 10_000,
      })
      assertError(late, 'unavailable', 'executeOperation')
      assert.equal(late.headers.get('retry-after'), '1')
    })

    test('a slot is held until the response was read', async () => {
      fixture.upstream.respond(json({ items: [{ text: 'x'.repeat(60_000) }] }))
      const { fairQueue } = fixture.testServer.server.services
      const { organization } = fixture.tenant
      const owner = { organization, workspace: fixture.workspace_id }
      const taken = Array.from({ length: 15 }, () =>
        fairQueue.acquire(owner, { deadline: performance.now() + 60_000 }),
      )
      assert.equal((await execute(connector, fixture.scoped, LIST)).status, 200)
      assert.equal((await execute(connector, fixture.scoped, LIST)).status, 200)
      fixture.upstream.respond(LARGE)
      await leaveUnread(connector, fixture.scoped)
      const waiting = execute(connector, fixture.scoped, { ...LIST, timeout_ms: 2_000 })
      assertError(await waiting, 'workspace_busy', 'executeOperation')
      for (const lease of taken) (await lease).release()
      assert.equal((await execute(connector, fixture.scoped, LIST)).status, 200)
    })
  })
}
