import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { bothEngines } from '@bulkhead/testing/engines'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import {
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import {
  type Answer,
  startTestServer,
  type Tenant,
  type TestServer,
  until,
} from '@bulkhead/testing/test-server'
import pg from 'pg'

const CONNECTORS = '/api/v1/integrations/connectors'
const MINT = '/api/v1/account/applications/scoped-token'

/** Names that look like `default` but must not reach it. */
const LOOK_ALIKES = [
  'default ',
  ' default',
  'DEFAULT',
  'Default',
  'default\u200b',
  'de\u00adfault',
  'default\u0000',
  'default\n',
  'd\u0435fault', // Cyrillic e
  'defau\uff4ct', // full width l
  'default\u0301',
  '\ufeffdefault',
  '\u202edefault',
]

for (const engine of bothEngines) {
  describe(`workspaces apart on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let acme: Tenant
    let other: Tenant

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      acme = await testServer.createTenant('Acme')
      other = await testServer.createTenant('Other')
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    function connect(token: string, more: object = {}): Promise<Answer> {
      return testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'probe-secret' },
          environment: { base_url: upstream.url },
          ...more,
        },
      })
    }

    function execute(token: string, connector: string): Promise<Answer> {
      return testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
        token,
        body: { entity: 'things', action: 'list' },
      })
    }

    function update(token: string, connector: string): Promise<Answer> {
      return testServer.call('PUT', `${CONNECTORS}/${connector}`, {
        token,
        body: { credentials: { token: 'probe-secret-2' } },
      })
    }

    async function mustConnect(token: string): Promise<string> {
      const { status, body, text } = await connect(token)
      assert.equal(status, 200, text)
      return body.id
    }

    function deleteWorkspace(tenant: Tenant, id: string): Promise<Answer> {
      return testServer.call('DELETE', `/api/v1/workspaces/${id}`, { token: tenant.token })
    }

    function told({ status, body }: Answer): unknown[] {
      return [status, body.code, body.message]
    }

    test('a token follows its workspace through a rename, and so does the old name', async () => {
      const before = await testServer.mint(acme, 'before')
      const connector = await mustConnect(before.token)
      const renamed = await testServer.call('PUT', `/api/v1/workspaces/${before.workspace_id}`, {
        token: acme.token,
        body: { name: 'afterwards' },
      })
      assert.equal(renamed.status, 200, renamed.text)
      assert.equal((await testServer.mint(acme, 'afterwards')).workspace_id, before.workspace_id)
      const info = await testServer.call('GET', `${MINT}/info`, { token: before.token })
      assert.deepEqual(info.body, {
        organization_id: acme.organization,
        workspace_id: before.workspace_id,
        workspace_name: 'afterwards',
      })
      assert.equal((await execute(before.token, connector)).status, 200)

      assert.equal((await testServer.mint(acme, 'before')).workspace_id, before.workspace_id)
      const alias = `/api/v1/workspaces/${before.workspace_id}/aliases/before`
      assert.equal((await testServer.call('DELETE', alias, { token: acme.token })).status, 200)
      const namesake = await testServer.mint(acme, 'before')
      assert.notEqual(namesake.workspace_id, before.workspace_id)
      assert.equal((await execute(namesake.token, connector)).status, 404)
      assert.equal((await execute(before.token, connector)).status, 200)
    })

    test('nothing that is used while its workspace is deleted is there afterwards', async () => {
      upstream.respond(json({ items: [] }))
      for (let round = 0; round < 5; round++) {
        const { token, workspace_id } = await testServer.mint(acme, 'raced')
        const connector = await mustConnect(token)
        let deleted = false
        const deleting = deleteWorkspace(acme, workspace_id).then((response) => {
          deleted = true
          return response
        })
        const connected: string[] = []
        const use = async (answerOf: () => Promise<Answer>) => {
          for (let more = true; more; ) {
            const startedAfter = deleted
            const { status, body, text } = await answerOf()
            assert.ok([200, 401, 404].includes(status), text)
            if (startedAfter) assert.notEqual(status, 200, 'used after its deletion was answered')
            if (status === 200 && body.id !== undefined) connected.push(body.id)
            more = !startedAfter
          }
        }
        await Promise.all([
          use(() => execute(token, connector)),
          use(() => execute(acme.token, connector)),
          use(() => connect(token)),
          use(() => connect(acme.token, { workspace_id })),
        ])
        assert.equal((await deleting).status, 200)

        const namesake = await testServer.mint(acme, 'raced')
        assert.notEqual(namesake.workspace_id, workspace_id)
        for (const id of [connector, ...connected]) {
          for (const holder of [acme.token, namesake.token])
            assert.equal((await testServer.call('GET', `${CONNECTORS}/${id}`, { token: holder })).status, 404)
        }
        const listed = await testServer.call('GET', CONNECTORS, { token: namesake.token })
        assert.deepEqual(listed.body, { data: [] })
        await deleteWorkspace(acme, namesake.workspace_id)
      }
    })

    /** Runs `first`. Once its transaction waits for a lock on `table`, runs `second`. */
    async function interrupted(
      table: string,
      first: () => Promise<Answer>,
      second: () => Promise<Answer>,
    ): Promise<Answer> {
      const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
      await admin.connect()
      try {
        await admin.query(`begin; lock table bulkhead.${table} in access exclusive mode`)
        const writing = first()
        await until(async () => (await countWaiting(admin)) > 0)
        assert.ok((await second()).status < 300)
        await admin.query('commit')
        return await writing
      } finally {
        await admin.end()
      }
    }

    const skip = engine.name === 'pglite' && 'it runs one transaction at a time'
    for (const [what, table] of [
      ['create', 'connectors'],
      ['create', 'connector_credentials'],
      ['update', 'connector_credentials'],
      ['update', 'connector_tokens'],
    ] as const) {
      test(`a ${what} whose workspace is deleted before it writes ${table} finds none`, {
        skip,
      }, async () => {
        const { token, workspace_id } = await testServer.mint(acme, `deleted before ${what} writes ${table}`)
        const connector = await mustConnect(token)
        const { status, body, text } = await interrupted(
          table,
          () => (what === 'create' ? connect(token) : update(token, connector)),
          () => deleteWorkspace(acme, workspace_id),
        )
        const code = what === 'create' ? 'workspace_not_found' : 'connector_not_found'
        assert.deepEqual([status, body.code], [404, code], text)
      })
    }

    test('a deletion waits for an update in progress, and nothing is left of the connector', {
      skip,
    }, async () => {
      const { token } = await testServer.mint(acme, 'of a connector that is deleted')
      const connector = await mustConnect(token)
      let deleting: Promise<Answer> | undefined
      const updated = await interrupted(
        'workspace_keys',
        () => update(token, connector),
        async () => {
          deleting = testServer.call('DELETE', `${CONNECTORS}/${connector}`, { token })
          return testServer.call('GET', `${CONNECTORS}/${connector}`, { token })
        },
      )
      assert.equal(updated.status, 200, updated.text)
      assert.equal((await deleting)?.status, 202)
      const after = await update(token, connector)
      assert.deepEqual([after.status, after.body.code], [404, 'connector_not_found'], after.text)
    })

    test('deleting one workspace many times at once succeeds once', async () => {
      const { workspace_id } = await testServer.mint(acme, 'deleted at once')
      const responses = await Promise.all(
        Array.from({ length: 8 }, () => deleteWorkspace(acme, workspace_id)),
      )
      assert.deepEqual(responses.map(({ status }) => status).sort(), [200, ...Array(7).fill(404)])
    })

    test('the connector of a deleted workspace is like one that never was', async () => {
      const { token, workspace_id } = await testServer.mint(acme, 'gone')
      const connector = await mustConnect(token)
      assert.equal((await deleteWorkspace(acme, workspace_id)).status, 200)
      const never = '0190b5c0-0000-7000-8000-000000000000'
      const { token: namesake } = await testServer.mint(acme, 'gone')
      for (const holder of [acme.token, other.token, namesake]) {
        for (const [method, path, body] of [
          ['GET', '', undefined],
          ['PUT', '', { name: 'risen' }],
          ['POST', '/execute', { entity: 'things', action: 'list' }],
          ['DELETE', '', undefined],
        ] as const) {
          const at = (id: string) =>
            testServer.call(method, `${CONNECTORS}/${id}${path}`, { token: holder, ...(body && { body }) })
          assert.deepEqual(told(await at(connector)), told(await at(never)))
          assert.equal((await at(connector)).status, 404)
        }
      }
      assert.equal((await execute(token, connector)).status, 401)
    })

    test("another organization's cursor is only a position among the own workspaces", async () => {
      const own = new Set<string>()
      for (const [tenant, name] of [
        [acme, 'one'],
        [other, 'two'],
        [acme, 'three'],
        [other, 'four'],
      ] as const)
        if (tenant === acme) own.add((await testServer.mint(tenant, name)).workspace_id)
        else await testServer.mint(tenant, name)
      const page = await testServer.call('GET', '/api/v1/workspaces?limit=1', { token: other.token })
      const cursor = new URL(page.body.next, testServer.server.url).searchParams.get('cursor')
      const response = await testServer.call('GET', `/api/v1/workspaces?limit=100&cursor=${cursor}`, {
        token: acme.token,
      })
      assert.equal(response.status, 200)
      const organizations = response.body.data.map(
        (item: { organization_id: string }) => item.organization_id,
      )
      assert.deepEqual([...new Set(organizations)], [acme.organization])
      const ids = response.body.data.map(({ id }: { id: string }) => id)
      assert.deepEqual(
        [...own].filter((id) => !ids.includes(id)),
        [],
      )
    })

    test('no token is minted for a workspace of another organization, by its id or by its name', async () => {
      const { workspace_id } = await testServer.mint(acme, 'shared name')
      const connector = await mustConnect((await testServer.mint(acme, 'shared name')).token)
      const mint = (body: object) => testServer.call('POST', MINT, { token: other.token, body })
      const never = '0190b5c0-0000-7000-8000-000000000000'
      for (const create_workspace of [true, false]) {
        assert.deepEqual(
          told(await mint({ workspace_id, create_workspace })),
          told(await mint({ workspace_id: never, create_workspace })),
        )
      }
      assert.equal((await mint({ workspace_id })).status, 404)
      assert.equal((await mint({ workspace_name: 'shared name', create_workspace: false })).status, 404)
      assert.equal((await mint({ workspace_name: 'shared name', workspace_id })).status, 404)

      const namesake = await testServer.mint(other, 'shared name')
      assert.notEqual(namesake.workspace_id, workspace_id)
      assert.equal((await execute(namesake.token, connector)).status, 404)
      assert.deepEqual((await testServer.call('GET', CONNECTORS, { token: namesake.token })).body, {
        data: [],
      })
    })

    test("another organization's client id with the own secret looks like an unknown one", async () => {
      const ask = (client_id: string) =>
        testServer.call('POST', '/api/v1/account/applications/token', {
          body: { client_id, client_secret: acme.client_secret },
        })
      assert.equal((await ask(acme.client_id)).status, 200)
      assert.deepEqual(told(await ask(other.client_id)), told(await ask('client-nobody')))
      assert.equal((await ask(other.client_id)).status, 401)
    })

    test('names that look like `default` never reach it', async () => {
      const { workspace_id } = await testServer.mint(acme, 'default')
      const connector = await mustConnect(acme.token)
      for (const name of LOOK_ALIKES) {
        const shown = JSON.stringify(name)
        const minted = await testServer.call('POST', MINT, {
          token: acme.token,
          body: { workspace_name: name },
        })
        assert.ok([200, 422].includes(minted.status), `${shown}: ${minted.text}`)
        assert.notEqual(minted.body.workspace_id, workspace_id, shown)
        if (minted.status === 200) {
          assert.equal((await execute(minted.body.token, connector)).status, 404, shown)
          assert.equal(minted.body.workspace_name, name)
        }
        const query = `workspace_name=${encodeURIComponent(name)}`
        const listed = await testServer.call('GET', `${CONNECTORS}?${query}`, { token: acme.token })
        assert.ok([200, 422].includes(listed.status), `${shown}: ${listed.text}`)
        assert.ok(!listed.text.includes(connector), shown)
        const created = await connect(acme.token, { workspace_name: name })
        assert.notEqual(created.body.workspace_id, workspace_id, shown)
      }
      const kept = await testServer.call('GET', CONNECTORS, { token: acme.token })
      assert.deepEqual(
        kept.body.data.map(({ id }: { id: string }) => id),
        [connector],
      )
    })
  })
}
