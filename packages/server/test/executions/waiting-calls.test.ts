import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import { json, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { type Answer, repeatingWhileBusy, until } from '@bulkhead/testing/test-server'
import { assertError, CONNECTORS, WORKSPACES } from '../http/api.ts'
import { type Fixture, openFixture } from '../http/fixture.ts'

const LIST = { entity: 'things', action: 'list' }
const CREATE = { entity: 'things', action: 'create', params: { name: 'x' } }
/** Time to a further attempt in which something changes. A slow machine needs a part of it. */
const WAIT_SECONDS = '3'

for (const engine of engines) {
  describe(`calls that wait on ${engine.name}`, () => {
    let fixture: Fixture
    let place: Place
    let made = 0

    /** A workspace with a connector, whose calls are made with a token of it. */
    interface Place {
      readonly workspace_id: string
      readonly connector: string
      execute(body: object, signal?: AbortSignal): Promise<Answer>
      readonly call: Fixture['testServer']['call']
    }

    before(async () => {
      fixture = await openFixture(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS, BULKHEAD_WORKSPACE_CALLS: '1' },
      })
    })
    beforeEach(async () => {
      place = await openPlace()
      fixture.upstream.arrived.length = 0
      fixture.upstream.respond(json({ items: [] }))
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    async function openPlace(): Promise<Place> {
      const { testServer, tenant, upstream } = fixture
      made += 1
      const { token, workspace_id } = await testServer.mint(tenant, `place ${made}`)
      const { body, text } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'the-first-token' },
          environment: { base_url: upstream.url },
        },
      })
      assert.ok(body.id, text)
      const path = `${CONNECTORS}/${body.id}/execute`
      return {
        workspace_id,
        connector: body.id,
        execute: (request) => testServer.call('POST', path, { token, body: request }),
        call: (method, to, options) => testServer.call(method, to, { token, ...options }),
      }
    }

    /** Holds one call at the service, so that the next one of the workspace waits. */
    async function hold(): Promise<{ release(): Promise<void> }> {
      const { upstream } = fixture
      const { promise, resolve } = Promise.withResolvers<ServerResponse>()
      upstream.respond((_request, response) => resolve(response))
      const held = place.execute(LIST)
      const response = await promise
      upstream.respond(json({ items: [] }))
      return {
        async release() {
          json({ items: [] })({} as never, response)
          await held
        },
      }
    }

    /** Changes that take rights away, with the response to a new call. */
    const changes: Record<
      string,
      { change: () => Promise<Answer>; code: Parameters<typeof assertError>[1] }
    > = {
      'its connector is deleted': {
        change: () => place.call('DELETE', `${CONNECTORS}/${place.connector}`),
        code: 'connector_not_found',
      },
      'its workspace is deleted': {
        change: () => asOrganization('DELETE', `${WORKSPACES}/${place.workspace_id}`),
        code: 'unauthenticated',
      },
      'its workspace is deactivated': {
        change: () => asOrganization('PUT', `${WORKSPACES}/${place.workspace_id}`, { status: 'inactive' }),
        code: 'unauthenticated',
      },
      'its token is revoked': {
        change: () => place.call('POST', '/api/v1/account/applications/token/revoke', { body: {} }),
        code: 'unauthenticated',
      },
      'its connector may only read': {
        change: () =>
          place.call('PUT', `${CONNECTORS}/${place.connector}`, {
            body: { entities: [{ entity: 'things', modes: ['read'] }] },
          }),
        code: 'not_granted',
      },
    }
    const asOrganization = (method: string, path: string, body?: object) =>
      fixture.testServer.call(method, path, { token: fixture.tenant.token, ...(body && { body }) })
    const replaceToken = () =>
      place.call('PUT', `${CONNECTORS}/${place.connector}`, {
        body: { credentials: { token: 'the-second-token' } },
      })

    for (const [what, { change, code }] of Object.entries(changes)) {
      test(`nothing is sent when ${what} while a call waits for its turn`, async () => {
        const held = await hold()
        const waiting = place.execute(CREATE)
        await sleep(50)
        const { status, text } = await change()
        assert.ok(status < 300, text)
        await held.release()
        assertError(await waiting, code, 'executeOperation')
        assert.equal(fixture.upstream.arrived.filter(({ method }) => method === 'POST').length, 0)
      })

      test(`nothing is sent again when ${what} between two attempts`, async () => {
        fixture.upstream.respond(json({}, 429, { 'retry-after': WAIT_SECONDS }))
        const waiting = place.execute(CREATE)
        await until(() => fixture.upstream.arrived.length === 1)
        fixture.upstream.respond(json({ id: 1 }, 201))
        const { status, text } = await change()
        assert.ok(status < 300, text)
        assertError(await waiting, code, 'executeOperation')
        assert.equal(fixture.upstream.arrived.length, 1)
      })
    }

    test('waiting requests are sent with the current credentials', async () => {
      const held = await hold()
      const waiting = place.execute(LIST)
      await sleep(50)
      assert.equal((await replaceToken()).status, 200)
      await held.release()
      assert.equal((await waiting).status, 200)
      assert.equal(fixture.upstream.arrived.at(-1)?.headers.authorization, 'Bearer the-second-token')
    })

    test('a further attempt goes out with the credentials of now, and no secret comes back', async () => {
      fixture.upstream.respond(json({}, 429, { 'retry-after': WAIT_SECONDS }))
      const waiting = place.execute(LIST)
      await until(() => fixture.upstream.arrived.length === 1)
      fixture.upstream.respond(json({ items: [{ told: 'the-second-token' }] }))
      assert.equal((await replaceToken()).status, 200)
      const { status, text } = await waiting
      assert.equal(status, 200, text)
      assert.equal(fixture.upstream.arrived.at(-1)?.headers.authorization, 'Bearer the-second-token')
      assert.ok(!text.includes('the-second-token'), text)
    })

    test('after a caller hangs up, nothing more is sent', async () => {
      const held = await hold()
      const before = fixture.upstream.arrived.length
      await hangUp(CREATE, () => sleep(50))
      await held.release()
      await place.execute(LIST)
      assert.deepEqual(
        fixture.upstream.arrived.slice(before).map(({ method }) => method),
        ['GET'],
      )
    })

    test('after a caller hangs up, nothing is sent again', async () => {
      fixture.upstream.respond(json({}, 429, { 'retry-after': '1' }))
      await hangUp(CREATE, () => until(() => fixture.upstream.arrived.length === 1))
      await sleep(1_500)
      assert.equal(fixture.upstream.arrived.length, 1)
    })

    async function hangUp(body: object, once: () => Promise<unknown>): Promise<void> {
      const controller = new AbortController()
      const { token } = await fixture.testServer.mint(fixture.tenant, `place ${made}`)
      const call = fetch(new URL(`${CONNECTORS}/${place.connector}/execute`, fixture.testServer.server.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: controller.signal,
      })
      await once()
      controller.abort()
      await assert.rejects(call)
      await sleep(50)
    }

    test('the time of a call runs while it waits for its turn', async () => {
      const held = await hold()
      const began = performance.now()
      const response = await place.execute({ ...CREATE, timeout_ms: 300 })
      assertError(response, 'workspace_busy', 'executeOperation')
      // Shorter than the usual time limit of a call.
      assert.ok(performance.now() - began < 20_000)
      await held.release()
      assert.equal(fixture.upstream.arrived.filter(({ method }) => method === 'POST').length, 0)
    })

    test('many calls that hang at a third party hold up no other workspace that calls it', async () => {
      const many = await openFixture(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS, BULKHEAD_WORKSPACE_CALLS: '200' },
      })
      try {
        const hanging: ServerResponse[] = []
        many.upstream.respond((_request, response) => void hanging.push(response))
        const connect = (token: string) =>
          many.testServer.call('POST', CONNECTORS, {
            token,
            body: {
              connector_type: 'probe',
              credentials: { token: 'the-first-token' },
              environment: { base_url: many.upstream.url },
            },
          })
        const execute = (token: string, id: string) =>
          many.testServer.call('POST', `${CONNECTORS}/${id}/execute`, { token, body: LIST })
        const loud = (await connect(many.scoped)).body.id
        const quietToken = (await many.testServer.mint(many.tenant, 'quiet')).token
        const quiet = (await connect(quietToken)).body.id
        // On a busy machine some of so many first calls wait too long for the database.
        const patient = repeatingWhileBusy(many.testServer)
        const held = Array.from({ length: 200 }, () =>
          patient.call('POST', `${CONNECTORS}/${loud}/execute`, { token: many.scoped, body: LIST }),
        )
        await until(() => hanging.length === 200)
        many.upstream.respond(json({ items: [] }))
        assert.equal((await execute(quietToken, quiet)).status, 200)
        for (const response of hanging) json({ items: [] })({} as never, response)
        await Promise.all(held)
      } finally {
        await many.close()
      }
    })
  })
}
