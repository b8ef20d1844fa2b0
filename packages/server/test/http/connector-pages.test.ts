import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { CONNECTORS } from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'

const DEFINITIONS = '/api/v1/integrations/definitions/sources'

for (const engine of engines) {
  describe(`pages of connectors on ${engine.name}`, () => {
    let fixture: Fixture
    const ids: string[] = []
    before(async () => {
      fixture = await openFixture(engine)
      for (let at = 0; at < 5; at += 1) ids.push(await fixture.connect({ name: `echo ${at}` }))
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const get = async (path: string, token = fixture.scoped) => {
      const { status, body, text } = await fixture.testServer.call('GET', path, { token })
      assert.equal(status, 200, text)
      return body as { data: { id: string; health?: unknown }[]; next?: string | null }
    }
    /** Follows `next` and returns the ids of each page. */
    const walk = async (query: string, token = fixture.scoped) => {
      const pages: string[][] = []
      for (let next: string | null | undefined = `${CONNECTORS}?${query}`; next; ) {
        const page = await get(next, token)
        assert.notEqual(page.next, undefined)
        pages.push(page.data.map(({ id }) => id))
        next = page.next
      }
      return pages
    }

    test('a request that asks for no page gets all of them, as ever', async () => {
      const all = await get(CONNECTORS)
      assert.deepEqual(Object.keys(all), ['data'])
      assert.deepEqual(
        all.data.map(({ id }) => id),
        ids,
      )
    })

    test('pages have each connector once, in order, with the filters of the first', async () => {
      assert.deepEqual(await walk('limit=2'), [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)])
      assert.deepEqual(await walk('limit=5'), [ids])
      const named = `workspace_name=scene&limit=3&include_health=true`
      assert.deepEqual(await walk(named, fixture.tenant.token), [ids.slice(0, 3), ids.slice(3)])
      const first = await get(`${CONNECTORS}?${named}`, fixture.tenant.token)
      assert.match(first.next ?? '', /workspace_name=scene&limit=3&include_health=true&cursor=/)
      assert.ok(first.data.every(({ health }) => health !== undefined))
      const { body } = await fixture.testServer.call('GET', DEFINITIONS, { token: fixture.tenant.token })
      const of = (name: string) =>
        body.definitions.find((one: { name: string }) => one.name === name).sourceDefinitionId as string
      assert.deepEqual(await walk(`limit=4&definition_id=${of('Echo Chamber')}`), [
        ids.slice(0, 4),
        ids.slice(4),
      ])
      assert.deepEqual(await walk(`limit=4&definition_id=${of('GitHub')}`), [[]])
      assert.deepEqual(await walk('workspace_name=unknown&limit=2', fixture.tenant.token), [[]])
    })

    test('a cursor alone has pages of 20', async () => {
      const first = await get(`${CONNECTORS}?limit=2`)
      const cursor = new URL(first.next ?? '', 'http://house.test').searchParams.get('cursor')
      const rest = await get(`${CONNECTORS}?cursor=${cursor}`)
      assert.deepEqual([rest.data.map(({ id }) => id), rest.next], [ids.slice(2), null])
    })

    test('a cursor shows nothing that its caller may not see', async () => {
      const other = await fixture.testServer.createTenant('Other')
      const { token } = await fixture.testServer.mint(other, 'scene')
      const narrowed = await fixture.testServer.call('POST', '/api/v1/account/applications/scoped-token', {
        token: fixture.tenant.token,
        body: { workspace_name: 'scene', connector_ids: [ids[1], ids[3]] },
      })
      const { next } = await get(`${CONNECTORS}?limit=1`)
      assert.deepEqual(await get(next ?? '', token), { data: [], next: null })
      assert.deepEqual(await walk('limit=1', narrowed.body.token), [[ids[1]], [ids[3]]])
    })

    test('limits and cursors that are none are refused', async () => {
      for (const query of ['limit=0', 'limit=101', 'cursor=x', 'limit=2&cursor=e30']) {
        const { status, body } = await fixture.testServer.call('GET', `${CONNECTORS}?${query}`, {
          token: fixture.scoped,
        })
        assert.deepEqual([status, body.code], [422, 'invalid_request'], query)
      }
    })
  })
}
