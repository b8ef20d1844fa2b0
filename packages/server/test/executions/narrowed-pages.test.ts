import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CatalogDocuments, copyCatalog } from '@bulkhead/testing/catalog-documents'
import { engines } from '@bulkhead/testing/engines'
import { connectMcp } from '@bulkhead/testing/mcp-client'
import { json, type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const CONNECTORS = '/api/v1/integrations/connectors'
const FREE = 'SELECT Id, (SELECT Id FROM Contacts) FROM Account'
const PAGE = '/base/query/01gxx0000000001-2000'

for (const engine of engines) {
  describe(`pages of a narrowed caller on ${engine.name}`, () => {
    let documents: CatalogDocuments
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant
    let whole: string
    let connector: string
    let ofAccounts: string

    before(async () => {
      documents = copyCatalog(['salesforce'])
      upstream = await startScriptedUpstream()
      upstream.respond(json({ records: [{ Id: '1' }], done: false, nextRecordsUrl: PAGE }))
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: documents.directory },
      })
      tenant = await testServer.createTenant('Acme')
      whole = (await testServer.mint(tenant, 'acme')).token
      connector = await connect()
      ofAccounts = await connect([{ entity: 'accounts' }])
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      documents?.remove()
      await engine.close()
    })

    async function connect(entities?: object[]): Promise<string> {
      const { status, body, text } = await testServer.call('POST', CONNECTORS, {
        token: whole,
        body: {
          connector_type: 'salesforce-copy',
          credentials: { token: 'pages-secret' },
          environment: { base_url: `${upstream.url}/base` },
          ...(entities && { entities }),
        },
      })
      assert.equal(status, 200, text)
      return body.id
    }

    async function narrowed(grant: object): Promise<string> {
      const { body } = await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
        token: tenant.token,
        body: { workspace_name: 'acme', ...grant },
      })
      return body.token
    }

    const execute = (token: string, id: string, params: object, entity = 'accounts', action = 'list') =>
      testServer.call('POST', `${CONNECTORS}/${id}/execute`, { token, body: { entity, action, params } })

    async function getCursor(token: string, id: string, params = {}, entity = 'accounts'): Promise<string> {
      const { status, body, text } = await execute(token, id, params, entity)
      assert.equal(status, 200, text)
      return body.connector_metadata.end_cursor
    }

    test('a caller who is not narrowed gives any query and any URL of a page', async () => {
      const { status } = await execute(whole, connector, { q: FREE })
      assert.equal(status, 200)
      assert.equal(new URL(upstream.arrived.at(-1)?.url ?? '', upstream.url).searchParams.get('q'), FREE)
      assert.equal(await getCursor(whole, connector), PAGE)
      assert.equal((await execute(whole, connector, { cursor: PAGE })).status, 200)
      const reading = await narrowed({ read_only: true, connector_ids: [connector] })
      assert.equal((await execute(reading, connector, { q: FREE })).status, 200)
      assert.equal((await execute(reading, connector, { cursor: PAGE })).status, 200)
    })

    test('a narrowed caller goes on from page to page, and from no page that it was not given', async () => {
      const accounts = await narrowed({ entities: ['accounts'] })
      for (const [token, id] of [
        [accounts, connector],
        [whole, ofAccounts],
      ] as const) {
        const cursor = await getCursor(token, id, { where: "Industry = 'Shipping'" })
        assert.match(cursor, /^\/base\/query\/01gxx0000000001-2000#[\w-]{43}$/)
        const next = await execute(token, id, { cursor })
        assert.equal(next.status, 200, next.text)
        assert.equal(upstream.arrived.at(-1)?.url, PAGE)
        assert.equal(next.body.connector_metadata.end_cursor, cursor)
        const before = upstream.arrived.length
        const [, mark = ''] = cursor.split('#')
        for (const other of [
          PAGE,
          `${PAGE}#`,
          `${PAGE}#${mark.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))}`,
          `/base/query/01gxx0000000001-4000#${mark}`,
          `/base/query?q=SELECT+Id+FROM+User#${mark}`,
          `${upstream.url}/base/query?q=SELECT+Id+FROM+User`,
          `${upstream.url}/base/sobjects`,
        ]) {
          const { status, body } = await execute(token, id, { cursor: other })
          assert.deepEqual(
            [status, body.code, body.errors?.[0]?.field],
            [422, 'invalid_params', 'body.params.cursor'],
          )
        }
        assert.equal(upstream.arrived.length, before)
      }
    })

    test('a cursor is valid for the connector, the operation and the narrowing that received it', async () => {
      const accounts = await narrowed({ entities: ['accounts'] })
      const cursor = await getCursor(accounts, connector)
      const wider = await narrowed({ entities: ['query', 'accounts'] })
      const contacts = await getCursor(await narrowed({ entities: ['contacts'] }), connector, {}, 'contacts')
      const free = await getCursor(wider, connector, { q: FREE })
      assert.equal((await execute(accounts, connector, { cursor: free })).status, 422)
      assert.equal((await execute(accounts, connector, { cursor: contacts })).status, 422)
      assert.equal((await execute(accounts, ofAccounts, { cursor })).status, 422)
      const again = await narrowed({ entities: ['accounts'], expires_in: 60 })
      assert.equal((await execute(again, connector, { cursor })).status, 200)
      // A caller with all rights is not limited to cursors of its own.
      assert.equal((await execute(whole, connector, { cursor })).status, 200)
    })

    test('a query that the parts could have made works for a narrowed caller', async () => {
      const accounts = await narrowed({ entities: ['accounts'] })
      const q = "SELECT Id, Name FROM Account WHERE Industry = 'Shipping' ORDER BY Name DESC LIMIT 10"
      assert.equal((await execute(accounts, connector, { q })).status, 200)
      const found = 'FIND {dry dock} IN ALL FIELDS RETURNING Account(Id, Name LIMIT 20)'
      assert.equal((await execute(accounts, connector, { q: found }, 'accounts', 'api_search')).status, 200)
      const before = upstream.arrived.length
      for (const [action, other] of [
        ['list', 'SELECT Id, Username, Email FROM User'],
        ['list', FREE],
        ['list', 'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)'],
        ['list', "SELECT Id FROM Account WHERE Owner.Email = 'a@b.example'"],
        ['list', 'SELECT Id, Owner.Email FROM Account'],
        ['list', 'SELECT Id FROM Account FOR VIEW'],
        ['api_search', 'FIND {a} IN ALL FIELDS RETURNING User(Id)'],
        ['api_search', 'FIND {a} IN ALL FIELDS RETURNING Account(Id), User(Id)'],
        ['api_search', 'FIND {a} IN ALL FIELDS RETURNING Account(Id WHERE Name = 1), User(Id LIMIT 5)'],
        ['api_search', 'FIND {a} RETURNING Account(Id'],
      ] as const) {
        const { status, body } = await execute(accounts, connector, { q: other }, 'accounts', action)
        assert.deepEqual(
          [status, body.code, body.errors?.[0]?.field],
          [403, 'not_granted', 'body.params.q'],
          other,
        )
      }
      assert.equal(upstream.arrived.length, before)
    })

    test('a description has no parameter that the caller may not give', async () => {
      const namesFor = async (token: string, id: string) => {
        const { body } = await testServer.call('POST', `${CONNECTORS}/${id}/execute`, {
          token,
          body: { entity: 'accounts', action: 'describe' },
        })
        const search = body.result.entities[0].operations.find(
          (one: { action: string }) => one.action === 'api_search',
        )
        return [
          Object.keys(search.params.properties).includes('q'),
          search.params.required,
          search.params.anyOf,
        ]
      }
      const accounts = await narrowed({ entities: ['accounts'] })
      assert.deepEqual(await namesFor(accounts, connector), [false, ['text'], undefined])
      assert.deepEqual(await namesFor(whole, ofAccounts), [false, ['text'], undefined])
      const any = [{ required: ['text'] }, { required: ['q'] }]
      assert.deepEqual(await namesFor(whole, connector), [true, [], any])
      assert.deepEqual(await namesFor(await narrowed({ entities: ['accounts', 'query'] }), connector), [
        true,
        [],
        any,
      ])
    })

    test('by MCP a narrowed caller pages as by HTTP', async () => {
      await using client = await connectMcp(
        testServer.server.url,
        await narrowed({ entities: ['accounts'] }),
        '2026-07-28',
      )
      const input = { connector, entity: 'accounts', action: 'list', params: {} }
      const first = await client.call('execute', input)
      const { next_cursor } = first.structuredContent as { next_cursor: string }
      const second = await client.call('execute', { ...input, cursor: next_cursor })
      assert.notEqual(second.isError, true)
      assert.equal(upstream.arrived.at(-1)?.url, PAGE)
      const forged = await client.call('execute', { ...input, params: { cursor: PAGE } })
      assert.match(JSON.stringify(forged.content), /end_cursor of the page before, as it was given/)
    })
  })
}
