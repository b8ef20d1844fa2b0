import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import { assertError, CONNECTORS } from '../http/api.ts'
import { type Fixture, openFixture } from '../http/fixture.ts'

const LIST = { entity: 'things', action: 'list' }
const GET = { entity: 'things', action: 'get', params: { id: '1' } }
const DOWNLOAD = { entity: 'things', action: 'download', params: { id: '1' } }
const TOO_MANY = json({ message: 'slow down' }, 429, { 'retry-after': '120' })

// Pauses are not in the database, so one engine is enough.
const engine = engines[0]
assert.ok(engine)

describe('a service that asks for a pause', () => {
  let fixture: Fixture

  before(async () => {
    fixture = await openFixture(engine, { environment: { BULKHEAD_WORKSPACE_CALLS: '1' } })
  })
  after(async () => {
    await fixture?.close()
    await engine.close()
  })

  test('a service that asked for a pause gets no call of that connector until it ends, while others continue', async () => {
    const [limited, other] = [await fixture.connect(), await fixture.connect()]
    fixture.upstream.respond(TOO_MANY)
    assertError(await fixture.execute(limited, LIST), 'upstream_rate_limited', 'executeOperation')
    fixture.upstream.respond(json({ id: 1 }))
    const arrived = fixture.upstream.arrived.length
    for (const body of [LIST, GET]) {
      const held = await fixture.execute(limited, body)
      assertError(held, 'upstream_rate_limited', 'executeOperation')
      assert.ok(Number(held.headers.get('retry-after')) > 110)
    }
    assert.equal(fixture.upstream.arrived.length, arrived, 'a call was sent all the same')
    assert.equal((await fixture.execute(other, LIST)).status, 200)
  })

  test('a service that asked for a pause gets no call or download that was waiting for a slot', async () => {
    const connector = await fixture.connect()
    const { fairQueue, downloadSlots } = fixture.testServer.server.services
    const { promise: first, resolve } = Promise.withResolvers<ServerResponse>()
    fixture.upstream.respond((_request, response) => resolve(response))
    const limited = fixture.execute(connector, LIST)
    const response = await first
    const arrived = fixture.upstream.arrived.length
    const owner = { organization: fixture.tenant.organization, workspace: fixture.workspace_id }
    const slot = await downloadSlots.acquire(owner, { deadline: performance.now() + 600_000 })
    fixture.upstream.respond(json({ id: 1 }))
    const waiting = [LIST, DOWNLOAD].map((body) => fixture.execute(connector, body))
    await until(() => fairQueue.state().waiting === 1 && downloadSlots.state().waiting === 1)
    await TOO_MANY({} as never, response)
    assertError(await limited, 'upstream_rate_limited', 'executeOperation')
    slot.release()
    for (const held of await Promise.all(waiting)) {
      assertError(held, 'upstream_rate_limited', 'executeOperation')
    }
    assert.equal(fixture.upstream.arrived.length, arrived, 'a call was sent all the same')
    assert.equal(fairQueue.state().inUse + downloadSlots.state().inUse, 0)
  })

  test('a service is called again once its pause is over', async () => {
    const connector = await fixture.connect()
    fixture.upstream.respond(json({ message: 'slow down' }, 429, { 'retry-after': '6' }))
    await fixture.execute(connector, LIST)
    fixture.upstream.respond(json([]))
    assertError(await fixture.execute(connector, LIST), 'upstream_rate_limited', 'executeOperation')
    await until(async () => (await fixture.execute(connector, LIST)).status === 200)
  })

  test('pauses only calls of the same kind if a rate counter is used up', async () => {
    const connector = await fixture.connect()
    fixture.upstream.respond(json([], 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '90' }))
    assert.equal((await fixture.execute(connector, LIST)).status, 200)
    fixture.upstream.respond(json({ id: 1 }))
    assertError(await fixture.execute(connector, LIST), 'upstream_rate_limited', 'executeOperation')
    assert.equal((await fixture.execute(connector, GET)).status, 200)
  })

  test('a service that asked for a pause is called at once with other credentials', async () => {
    const connector = await fixture.connect()
    fixture.upstream.respond(TOO_MANY)
    await fixture.execute(connector, LIST)
    fixture.upstream.respond(json([]))
    await fixture.testServer.call('PUT', `${CONNECTORS}/${connector}`, {
      token: fixture.scoped,
      body: { credentials: { token: 'another-token-of-echo' } },
    })
    assert.equal((await fixture.execute(connector, LIST)).status, 200)
  })
})
