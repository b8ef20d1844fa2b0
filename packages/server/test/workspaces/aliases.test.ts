import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { unscoped } from '@bulkhead/server/platform/database/roles/tenant-transaction'
import { getAudit } from '@bulkhead/testing/audit'
import { askWhileBusy, hasWaited } from '@bulkhead/testing/busy/while-busy'
import { engines } from '@bulkhead/testing/engines'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { type Answer, startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const WORKSPACES = '/api/v1/workspaces'
const CONNECTORS = '/api/v1/integrations/connectors'
const MINT = '/api/v1/account/applications/scoped-token'

for (const engine of engines) {
  describe(`names and aliases on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant

    before(async () => {
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
        logLevel: 'silent',
      })
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const call = (method: string, path: string, body?: unknown, token = tenant.token) =>
      testServer.call(method, path, { token, body })
    const mint = (workspace_name: string, more: object = {}) =>
      call('POST', MINT, { workspace_name, ...more })
    const rename = (id: string, name: string) => call('PUT', `${WORKSPACES}/${id}`, { name })
    const dropAlias = (id: string, name: string) =>
      call('DELETE', `${WORKSPACES}/${id}/aliases/${encodeURIComponent(name)}`)
    const byName = (name: string, token?: string) =>
      call('GET', `${WORKSPACES}/by-name/${encodeURIComponent(name)}`, undefined, token)
    const outcome = ({ status, body }: Answer) => [status, body.code ?? null]
    const make = async (name: string) => (await testServer.mint(tenant, name)).workspace_id

    test('a renamed workspace is found by its old name wherever a name is taken', async () => {
      const id = await make('before')
      const renamed = await rename(id, 'after')
      assert.deepEqual([renamed.body.name, renamed.body.aliases], ['after', ['before']])
      for (const name of ['before', 'after']) {
        const { body } = await mint(name, { create_workspace: false })
        assert.deepEqual([body.workspace_id, body.workspace_name], [id, 'after'])
      }
      const both = await mint('before', { workspace_id: id, customer_name: 'after' })
      assert.equal(both.body.workspace_id, id)
      assert.deepEqual(outcome(await mint('before', { customer_name: 'default' })), [
        404,
        'workspace_not_found',
      ])

      const created = await call('POST', CONNECTORS, {
        workspace_name: 'before',
        connector_type: 'probe',
        credentials: { token: 'x' },
        environment: { base_url: 'http://127.0.0.1:9' },
      })
      assert.deepEqual([created.body.workspace_id, created.body.name], [id, 'Probe - after'], created.text)
      const listed = await call('GET', `${CONNECTORS}?workspace_name=before`)
      assert.deepEqual(
        listed.body.data.map((item: { id: string }) => item.id),
        [created.body.id],
      )
      // A scoped token belongs to the id. The name under which it was minted does not matter, and other names are not
      // found.
      const { token } = (await mint('before')).body
      const own = (name: string) => call('GET', `${CONNECTORS}?workspace_name=${name}`, undefined, token)
      assert.equal((await own('before')).body.data.length, 1)
      assert.equal((await own('default')).body.data.length, 0)
      const item = (await call('GET', `${WORKSPACES}/${id}`)).body
      assert.deepEqual([item.name, item.aliases], ['after', ['before']])
    })

    test('names and aliases are one namespace', async () => {
      const one = await make('one')
      const two = await make('two')
      await rename(one, 'uno')
      for (const taken of ['one', 'uno', 'default']) {
        const refused = await rename(two, taken)
        assert.deepEqual(outcome(refused), [409, 'name_taken'], taken)
      }
      assert.deepEqual(await make('one'), one)
      assert.deepEqual((await rename(two, 'two')).body.aliases, [])

      const back = await rename(one, 'one')
      assert.deepEqual([back.body.name, back.body.aliases], ['one', ['uno']])
      await rename(one, 'eins')
      assert.deepEqual((await rename(one, 'uno')).body.aliases, ['eins', 'one'])
    })

    test('an alias ends by itself or with its workspace, and its name is free then', async () => {
      const id = await make('alias-1')
      await rename(id, 'alias-2')
      await rename(id, 'alias-3')
      const other = await make('alias-other')
      for (const [name, code] of [
        ['alias-3', 'alias_not_found'],
        ['nobody', 'alias_not_found'],
        ['alias-other', 'alias_not_found'],
        ['no\u0000name', 'alias_not_found'],
      ] as const) {
        assert.deepEqual(outcome(await dropAlias(id, name)), [404, code], name)
      }
      assert.match((await dropAlias(id, 'alias-3')).body.message, /is the workspace's name/)
      assert.deepEqual(outcome(await dropAlias(other, 'alias-1')), [404, 'alias_not_found'])

      const ended = await dropAlias(id, 'alias-1')
      assert.deepEqual([ended.status, ended.body.name, ended.body.aliases], [200, 'alias-3', ['alias-2']])
      assert.deepEqual(outcome(await mint('alias-1', { create_workspace: false })), [
        404,
        'workspace_not_found',
      ])
      assert.equal((await rename(other, 'alias-1')).status, 200)
      assert.deepEqual(await getAudit(testServer, tenant, 'workspace.alias_deleted'), [
        { event: 'workspace.alias_deleted', outcome: 'done', workspace_id: id, subject_id: id },
      ])

      assert.equal((await call('DELETE', `${WORKSPACES}/${id}`)).status, 200)
      for (const name of ['alias-2', 'alias-3']) assert.notEqual(await make(name), id)
    })

    test('a workspace is got by its name or a former one, exactly', async () => {
      const id = await make('ferry')
      await rename(id, 'ferry-2')
      for (const name of ['ferry', 'ferry-2']) {
        const { status, body } = await byName(name)
        assert.deepEqual([status, body], [200, (await call('GET', `${WORKSPACES}/${id}`)).body])
      }
      for (const name of ['Ferry', 'ferr', 'ferry-', '%', id, 'no\u0000name', 'x'.repeat(300)]) {
        const response = await byName(name)
        assert.deepEqual(outcome(response), [404, 'workspace_not_found'], JSON.stringify(name))
      }
      const withId = (of: string) =>
        call('GET', `${WORKSPACES}/by-name/ferry?workspace_id=${of}`).then((response) => response.status)
      assert.deepEqual([await withId(id), await withId(await make('ferry-other'))], [200, 404])
      const stranger = await testServer.createTenant('Stranger')
      const foreign = await byName('ferry', stranger.token)
      assert.deepEqual(outcome(foreign), [404, 'workspace_not_found'])
      assert.equal((await byName('default', stranger.token)).body.organization_id, stranger.organization)
      await call('DELETE', `${WORKSPACES}/${id}`)
      for (const name of ['ferry', 'ferry-2']) {
        assert.deepEqual(outcome(await byName(name)), [404, 'workspace_not_found'])
      }
    })

    test('a name of any characters can be an alias and be ended', async () => {
      for (const name of ['a/b?c#d%2F', 'a/../b', '...', '名前', '\u{1F6A2}'.repeat(255)]) {
        const id = await make(name)
        assert.equal((await byName(name)).body.id, id)
        assert.deepEqual((await rename(id, `renamed ${id}`)).body.aliases, [name])
        const { status, body, text } = await dropAlias(id, name)
        assert.deepEqual([status, body.aliases], [200, []], text)
      }
    })

    test('an alias that a client resolves as a path does not delete the workspace', async () => {
      for (const name of ['.', '..']) {
        const id = await make(name)
        await rename(id, `dots ${id}`)
        assert.deepEqual(outcome(await dropAlias(id, name)), [404, 'route_not_found'])
        assert.deepEqual((await call('GET', `${WORKSPACES}/${id}`)).body.aliases, [name])
      }
    })

    test('names that look alike are different names, and what is not a name is refused', async () => {
      const alike = ['Lake', 'lake', 'l\u0430ke', 'lake\u00e9', 'lakee', 'ⅼake']
      const ids = await Promise.all(alike.map(make))
      assert.equal(new Set(ids).size, alike.length)
      for (const [index, name] of alike.entries()) assert.equal(await make(name), ids[index])
      const id = await make('plain')
      for (const name of [
        'lake ',
        ' lake',
        'la\u200bke',
        'lakee\u0301',
        'la\u202eke',
        'la\nke',
        '',
        'x'.repeat(256),
      ]) {
        assert.deepEqual(outcome(await mint(name)), [422, 'invalid_request'], JSON.stringify(name))
        assert.deepEqual(outcome(await rename(id, name)), [422, 'invalid_request'], JSON.stringify(name))
      }
      assert.deepEqual((await call('GET', `${WORKSPACES}/${id}`)).body.aliases, [])
    })

    test('default keeps its name, and nothing takes it', async () => {
      const { workspace_id } = (await mint('default')).body
      assert.deepEqual(outcome(await rename(workspace_id, 'other')), [409, 'workspace_protected'])
      assert.deepEqual(outcome(await dropAlias(workspace_id, 'default')), [404, 'alias_not_found'])
      assert.equal((await mint('other', { create_workspace: false })).status, 404)
    })

    test('another organization has a namespace of its own', async () => {
      const other = await testServer.createTenant('Other')
      const theirs = (await testServer.mint(other, 'shared')).workspace_id
      await testServer.call('PUT', `${WORKSPACES}/${theirs}`, {
        token: other.token,
        body: { name: 'shared-2' },
      })
      const mine = await make('shared')
      assert.notEqual(mine, theirs)
      assert.equal((await rename(mine, 'shared-2')).status, 200)
      for (const id of [theirs, crypto.randomUUID(), 'no-id']) {
        assert.deepEqual(outcome(await dropAlias(id, 'shared')), [404, 'workspace_not_found'])
      }
      const kept = await testServer.call('GET', `${WORKSPACES}/${theirs}`, { token: other.token })
      assert.deepEqual(kept.body.aliases, ['shared'])
    })

    test('only an application ends aliases', async () => {
      const { token, workspace_id } = await testServer.mint(tenant, 'scoped-1')
      await rename(workspace_id, 'scoped-2')
      const refused = await call('DELETE', `${WORKSPACES}/${workspace_id}/aliases/scoped-1`, undefined, token)
      assert.deepEqual(outcome(refused), [403, 'not_permitted'])
    })

    test('a search puts the exact name or alias first, once, whatever the size of the pages', async () => {
      const ids = []
      for (const name of ['find-me 1', 'find-me 2', 'find-me 3', 'find-me']) ids.push(await make(name))
      const [first, second, third, exact] = ids
      const aliased = await make('find-me 4')
      await rename(aliased, 'hidden')
      const search = async (text: string, limit: number) => {
        const found = []
        let next: string | null = `${WORKSPACES}?limit=${limit}&name_contains=${encodeURIComponent(text)}`
        while (next !== null) {
          const { body }: Answer = await call('GET', next)
          found.push(...body.data.map(({ id }: { id: string }) => id))
          next = body.next
        }
        return found
      }
      for (const limit of [1, 2, 3, 100]) {
        assert.deepEqual(await search('find-me', limit), [exact, first, second, third])
        assert.deepEqual(await search('FIND-me', limit), [exact, first, second, third])
        assert.deepEqual(await search('find-me 4', limit), [aliased])
      }
    })

    test('200 mints of one new name at once get one workspace', async () => {
      // The last ones wait for a connection to the database longest, on a slow machine too long.
      const mintPatiently = () =>
        askWhileBusy(
          () => mint('crowd'),
          ({ status, text }) => hasWaited(status, text),
        )
      const responses = await Promise.all(Array.from({ length: 200 }, mintPatiently))
      assert.deepEqual([...new Set(responses.map(({ status }) => status))], [200])
      const ids = new Set(responses.map(({ body }) => body.workspace_id))
      assert.equal(ids.size, 1)
      const made = (await getAudit(testServer, tenant, 'workspace.created')).filter(({ subject_id }) =>
        ids.has(subject_id),
      )
      assert.equal(made.length, 1)
    })

    test('of concurrent renames to and mints of one name, one gets it', async () => {
      for (let round = 0; round < 5; round += 1) {
        const name = `wanted ${round}`
        const ids = await Promise.all([1, 2, 3].map((number) => make(`racer ${round} ${number}`)))
        const [minted, ...renamed] = await Promise.all([mint(name), ...ids.map((id) => rename(id, name))])
        const winners = ids.filter((_, index) => renamed[index]?.status === 200)
        assert.equal(minted?.status, 200)
        assert.ok(winners.length <= 1)
        for (const response of renamed) {
          if (response.status !== 200) assert.deepEqual(outcome(response), [409, 'name_taken'])
        }
        // A mint got the workspace that has the name, be it a renamed one or a new one.
        const holder = (await mint(name, { create_workspace: false })).body.workspace_id
        assert.equal(minted?.body.workspace_id, holder)
        if (winners.length === 1) assert.equal(holder, winners[0])
        else assert.ok(!ids.includes(holder))
      }
    })

    test('a name that is deleted and minted at once is never lost and never shared', async () => {
      for (let round = 0; round < 5; round += 1) {
        const id = await make(`leaving ${round}`)
        const [deleted, minted] = await Promise.all([
          call('DELETE', `${WORKSPACES}/${id}`),
          mint(`leaving ${round}`),
        ])
        assert.equal(deleted.status, 200)
        assert.ok([200, 404].includes(minted.status), minted.text)
        const again = await make(`leaving ${round}`)
        assert.notEqual(again, id)
      }
    })

    test('the database refuses changes that the code must not make', async () => {
      const { workspace_id, token: _ } = await testServer.mint(tenant, 'data-1')
      const { database } = testServer.server.services
      const scope = { organization_id: tenant.organization, workspace_id }
      // The workspace has never held the first name. The second change takes its current name away.
      await assert.rejects(
        asPrincipal(database, tenant, 'read write', (tx) =>
          tx
            .updateTable('workspaces')
            .set({ name: 'never held' })
            .where('workspace_id', '=', workspace_id)
            .execute(),
        ),
        { code: '23503' },
      )
      await assert.rejects(
        asPrincipal(database, tenant, 'read write', (tx) =>
          tx.deleteFrom('workspace_names').where('workspace_id', '=', workspace_id).execute(),
        ),
        { code: '23503' },
      )
      // A name given to another workspace.
      await assert.rejects(
        asPrincipal(database, tenant, 'read write', (tx) =>
          tx.updateTable('workspace_names').set({ workspace_id: crypto.randomUUID() }).execute(),
        ),
        { code: '42501' },
      )
      // A scoped token sees the names of its workspace and adds none.
      await rename(workspace_id, 'data-2')
      const scoped = { organization: tenant.organization, workspace: workspace_id }
      const names = await asPrincipal(database, scoped, 'read only', (tx) =>
        unscoped(tx).selectFrom('workspace_names').select('name').orderBy('name').execute(),
      )
      assert.deepEqual(names, [{ name: 'data-1' }, { name: 'data-2' }])
      await assert.rejects(
        asPrincipal(database, scoped, 'read write', (tx) =>
          tx
            .insertInto('workspace_names')
            .values({ ...scope, name: 'data-3' })
            .execute(),
        ),
        { code: '42501' },
      )
    })
  })
}
