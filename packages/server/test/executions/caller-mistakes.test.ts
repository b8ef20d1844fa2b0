import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CatalogDocuments, copyCatalog } from '@bulkhead/testing/catalog-documents'
import { engines } from '@bulkhead/testing/engines'
import { json, type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

const CONNECTORS = '/api/v1/integrations/connectors'
const REPOSITORY = { owner: 'acme', repo: 'hull' }

for (const engine of engines) {
  describe(`mistakes in a call on ${engine.name}`, () => {
    let documents: CatalogDocuments
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let token: string
    let connector: string

    before(async () => {
      documents = copyCatalog(['github'])
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: documents.directory },
      })
      token = (await testServer.mint(await testServer.createTenant('Acme'), 'acme')).token
      const { status, body, text } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'github-copy',
          credentials: { token: 'mistakes-secret' },
          environment: { base_url: upstream.url },
        },
      })
      assert.equal(status, 200, text)
      connector = body.id
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      documents?.remove()
      await engine.close()
    })

    const execute = (action: string, params: object, more: object = {}) =>
      testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
        token,
        body: { entity: 'issues', action, params: { ...REPOSITORY, ...params }, ...more },
      })

    function answerIssues(nodes: readonly object[], hasNextPage = false) {
      const pageInfo = { hasNextPage, endCursor: 'next' }
      upstream.respond(json({ data: { repository: { issues: { nodes, pageInfo } } } }))
    }

    test('a param of another type is 422, names the field, and nothing is sent', async () => {
      const before = upstream.arrived.length
      const { status, body } = await execute('get', { number: 'abc' })
      assert.deepEqual(
        [status, body.code, body.errors[0].field],
        [422, 'invalid_params', 'body.params.number'],
      )
      assert.match(body.message, /number must be an integer/)
      assert.equal(upstream.arrived.length, before)
    })

    test('a warning lists the selected fields that no record has', async () => {
      answerIssues([{ number: 1, title: 'Leak', surprise: { inside: 1 } }])
      for (const [paths, result, warning] of [
        [
          ['number', 'titel'],
          [{ number: 1 }],
          /^issues list gives no field titel; probably title is meant\.$/,
        ],
        [['nope'], [{}], /gives no field nope; its records have /],
        [['title', 'author.logn', 'nope'], [{ title: 'Leak' }], /no field author\.logn.* no field nope/],
      ] as const) {
        const { status, body } = await execute('list', {}, { select_fields: paths })
        assert.deepEqual([status, body.result], [200, result])
        assert.match(body.warning, warning)
      }
      const known = await execute('list', {}, { select_fields: ['number', 'surprise.inside', 'closedAt'] })
      assert.deepEqual(
        [known.status, known.body.result, known.body.warning],
        [200, [{ number: 1, surprise: { inside: 1 } }], undefined],
      )
    })

    test('a field that is left out may be absent anyway', async () => {
      answerIssues([{ number: 1, title: 'Leak' }])
      const { status, body } = await execute('list', {}, { exclude_fields: ['title', 'author.logn', 'nope'] })
      assert.deepEqual([status, body.result], [200, [{ number: 1 }]])
    })

    test('without records no warning is given, nor on a further page', async () => {
      answerIssues([])
      assert.equal((await execute('list', {}, { select_fields: ['nope'] })).body.warning, undefined)
      answerIssues([{ number: 1 }])
      const next = await execute('list', { cursor: 'next' }, { select_fields: ['nope'] })
      assert.deepEqual([next.status, next.body.warning], [200, undefined])
    })
  })
}
