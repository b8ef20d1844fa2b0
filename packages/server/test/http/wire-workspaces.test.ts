import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import type { Answer } from '@bulkhead/testing/test-server'
import { assertError, CONNECTORS, WORKSPACES } from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { INSTANT } from './wire.ts'

for (const engine of engines) {
  describe(`workspaces on the wire of ${engine.name}`, () => {
    let fixture: Fixture
    before(async () => {
      fixture = await openFixture(engine)
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const as = (token: string, method: string, path: string, body?: unknown, headers = {}) =>
      fixture.testServer.call(method, path, { token, body, headers })
    const application = (method: string, path: string, body?: unknown) =>
      as(fixture.tenant.token, method, path, body)

    const names = (response: Answer) => response.body.data.map((item: { name: string }) => item.name)

    /** Follows `next` as the command line does: relative to the server, until it is null. */
    async function pages(token: string, first: string): Promise<string[][]> {
      const found: string[][] = []
      for (let path: string | null = first; path !== null; ) {
        const response: Answer = await as(token, 'GET', path)
        assert.equal(response.status, 200, response.text)
        assert.deepEqual(Object.keys(response.body).sort(), ['data', 'next'])
        found.push(names(response))
        path = response.body.next
        if (path !== null)
          assert.equal(new URL(path, fixture.testServer.server.url).origin, fixture.testServer.server.url)
        assert.ok(found.length < 100, 'next never ends')
      }
      return found
    }

    test('an item has every field of the contract', async () => {
      const item = (await application('GET', `${WORKSPACES}/${fixture.workspace_id}`)).body
      const { created_at, updated_at, ...rest } = item
      assert.match(created_at, INSTANT)
      assert.match(updated_at, INSTANT)
      assert.deepEqual(rest, {
        id: fixture.workspace_id,
        name: 'scene',
        aliases: [],
        organization_id: fixture.tenant.organization,
        status: 'active',
        cache_enabled: null,
        tombstone: false,
        visibility: 'shared',
        color: null,
      })
    })

    test('a new organization has the workspace `default` and nothing else', async () => {
      const { token } = await fixture.testServer.createTenant('New')
      const listed = await as(token, 'GET', WORKSPACES)
      assert.deepEqual(names(listed), ['default'])
      assert.equal(listed.body.next, null)
      assert.deepEqual((await as(token, 'GET', `${WORKSPACES}/stats`)).body, {
        active_count: 1,
        inactive_count: 0,
        total_count: 1,
      })
      assert.deepEqual((await as(token, 'GET', CONNECTORS)).body, { data: [] })
      const none = await as(token, 'GET', `${WORKSPACES}?name_contains=zzz`)
      assert.deepEqual(none.body, { data: [], next: null })
      const inactive = await as(token, 'GET', `${WORKSPACES}?status=inactive`)
      assert.deepEqual(inactive.body, { data: [], next: null })
    })

    test('following next gives every workspace once, whatever the page size', async () => {
      const tenant = await fixture.testServer.createTenant('Pages')
      const made = ['default']
      for (let index = 0; index < 11; index++) {
        made.push(`pages & co ${index}`)
        await fixture.testServer.mint(tenant, `pages & co ${index}`)
      }
      for (const limit of [1, 2, 3, 4, 11, 12, 13, 100]) {
        const found = await pages(tenant.token, `${WORKSPACES}?limit=${limit}`)
        assert.deepEqual(found.flat(), made, `limit ${limit}`)
        assert.ok(found.every((page) => page.length <= limit))
      }
      const searched = await pages(
        tenant.token,
        `${WORKSPACES}?limit=4&status=active&name_contains=${encodeURIComponent('PAGES & CO')}`,
      )
      assert.deepEqual(searched.flat(), made.slice(1))
    })

    test('the default page has 20', async () => {
      const tenant = await fixture.testServer.createTenant('Twenty')
      for (let index = 0; index < 21; index++) await fixture.testServer.mint(tenant, `w${index}`)
      const found = await pages(tenant.token, WORKSPACES)
      assert.deepEqual(
        found.map((page) => page.length),
        [20, 2],
      )
    })

    test('an exact match comes first and no other is lost, whatever the page size', async () => {
      const tenant = await fixture.testServer.createTenant('Search')
      // The exact match is neither the oldest nor the newest.
      for (const name of ['Acme East', 'acme-2', 'acme', 'ACME', 'the acme', 'other']) {
        await fixture.testServer.mint(tenant, name)
      }
      for (const limit of [1, 2, 3, 20]) {
        const found = (await pages(tenant.token, `${WORKSPACES}?name_contains=acme&limit=${limit}`)).flat()
        assert.equal(found[0], 'acme', `limit ${limit}`)
        assert.deepEqual(
          found.toSorted(),
          ['ACME', 'Acme East', 'acme', 'acme-2', 'the acme'],
          `limit ${limit}`,
        )
      }
    })

    test('a name in another letter case comes first too, where none matches exactly', async () => {
      const tenant = await fixture.testServer.createTenant('Letter case')
      for (const name of ['acme-1', 'acme-2', 'Acme', 'ACME', 'acme-3']) {
        await fixture.testServer.mint(tenant, name)
      }
      for (const [text, first] of [
        ['acme', 'Acme'],
        ['aCME', 'Acme'],
        ['ACME', 'ACME'],
      ] as const) {
        for (const limit of [1, 2, 3, 20]) {
          const found = (
            await pages(tenant.token, `${WORKSPACES}?name_contains=${text}&limit=${limit}`)
          ).flat()
          assert.equal(found[0], first, `${text}, limit ${limit}`)
          assert.deepEqual(found.toSorted(), ['ACME', 'Acme', 'acme-1', 'acme-2', 'acme-3'])
        }
      }
    })

    test('% and _ in a search are plain characters, and case is ignored beyond ASCII too', async () => {
      const tenant = await fixture.testServer.createTenant('Wild')
      for (const name of ['100%', '100 x', 'a_b', 'axb', 'Ärger', 'ΣΊΣΥΦΟΣ', '日本'])
        await fixture.testServer.mint(tenant, name)
      const search = async (text: string) =>
        names(await as(tenant.token, 'GET', `${WORKSPACES}?name_contains=${encodeURIComponent(text)}`))
      assert.deepEqual(await search('0%'), ['100%'])
      assert.deepEqual(await search('a_b'), ['a_b'])
      assert.deepEqual(await search('äRGER'), ['Ärger'])
      assert.deepEqual(await search('本'), ['日本'])
      assert.deepEqual(await search("'; drop table workspaces; --"), [])
    })

    test('PUT renames, deactivates and sets the cache; what is left out stays', async () => {
      const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'to-change')
      const put = (body: object) => application('PUT', `${WORKSPACES}/${workspace_id}`, body)
      const changed = await put({ name: 'changed', cache_enabled: true })
      assert.equal(changed.status, 200)
      assert.deepEqual(
        [changed.body.name, changed.body.cache_enabled, changed.body.status],
        ['changed', true, 'active'],
      )
      const inactive = await put({ status: 'inactive' })
      assert.deepEqual(
        [inactive.body.name, inactive.body.cache_enabled, inactive.body.status],
        ['changed', true, 'inactive'],
      )
      assert.deepEqual(names(await application('GET', `${WORKSPACES}?status=inactive`)), ['changed'])
      assert.equal((await application('GET', `${WORKSPACES}/stats`)).body.inactive_count, 1)
      assert.equal((await put({ cache_enabled: null })).body.cache_enabled, null)
      assert.equal((await put({})).body.status, 'inactive')
      assert.equal((await put({ status: 'active' })).body.status, 'active')
      assertError(await put({ name: 'scene' }), 'name_taken', 'updateWorkspace')
    })

    test('DELETE returns id and deleted_at, and the workspace is gone', async () => {
      const { workspace_id, token } = await fixture.testServer.mint(fixture.tenant, 'to-delete')
      const deleted = await application('DELETE', `${WORKSPACES}/${workspace_id}`)
      assert.equal(deleted.status, 200)
      assert.equal(deleted.body.id, workspace_id)
      assert.match(deleted.body.deleted_at, INSTANT)
      assertError(
        await application('DELETE', `${WORKSPACES}/${workspace_id}`),
        'workspace_not_found',
        'deleteWorkspace',
      )
      assert.equal((await as(token, 'GET', CONNECTORS)).status, 401)
      const listed = await application('GET', `${WORKSPACES}?name_contains=to-delete`)
      assert.deepEqual(listed.body.data, [])
    })

    test('`default` is neither renamed nor deleted', async () => {
      const [{ id }] = (await application('GET', `${WORKSPACES}?name_contains=default`)).body.data
      const put = (body: object) => application('PUT', `${WORKSPACES}/${id}`, body)
      assertError(await put({ name: 'else' }), 'workspace_protected', 'updateWorkspace')
      assertError(
        await application('DELETE', `${WORKSPACES}/${id}`),
        'workspace_protected',
        'deleteWorkspace',
      )
      assert.equal((await put({ name: 'default' })).status, 200)
      assert.equal((await put({ status: 'inactive' })).status, 200)
      assert.equal((await put({ status: 'active' })).status, 200)
    })
  })
}
