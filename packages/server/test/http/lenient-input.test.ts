import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { API, APPLICATIONS, CONNECTORS, TEMPLATES, WORKSPACES } from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'

for (const engine of engines) {
  describe(`what clients send in other words, ${engine.name}`, () => {
    let fixture: Fixture
    before(async () => {
      fixture = await openFixture(engine)
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const call = (method: string, path: string, body?: unknown, headers = {}) =>
      fixture.testServer.call(method, path, { token: fixture.tenant.token, body, headers })

    test('a null in an optional field counts as absent', async () => {
      const echo = {
        connector_type: 'echo',
        credentials: { token: 'x' },
        environment: { base_url: fixture.upstream.url },
      }
      const nothing = {
        workspace_id: null,
        customer_name: null,
        external_user_id: null,
        selected_connection_template_tags: null,
        selected_connection_template_tags_mode: null,
      }
      const made = await call('POST', CONNECTORS, { workspace_name: 'scene', ...echo, ...nothing })
      assert.equal(made.status, 200, made.text)
      fixture.upstream.respond(json({ items: [] }))
      for (const [method, path, body] of [
        [
          'POST',
          `${APPLICATIONS}/scoped-token`,
          { workspace_name: 'scene', workspace_id: null, expires_in: null },
        ],
        [
          'POST',
          `${APPLICATIONS}/scoped-token`,
          { workspace_name: null, customer_name: 'scene', create_workspace: null, region_id: null },
        ],
        [
          'POST',
          `${APPLICATIONS}/widget-token`,
          {
            workspace_name: 'scene',
            allowed_origin: 'http://localhost:3000',
            selected_source_template_tags: null,
            selected_source_template_tags_mode: null,
          },
        ],
        ['PUT', `${WORKSPACES}/${fixture.workspace_id}`, { name: null, status: null, cache_enabled: null }],
        [
          'POST',
          `${CONNECTORS}/${made.body.id}/execute`,
          {
            entity: 'things',
            action: 'list',
            params: null,
            skip_truncation: null,
            timeout_ms: null,
            intent: null,
          },
        ],
        [
          'PUT',
          `${API}/oauth/credentials`,
          {
            connector_type: 'github',
            connector_definition_id: null,
            configuration: { client_id: 'a', client_secret: 'b' },
          },
        ],
        ['PUT', `${API}/organization`, { name: null, redirect_origins: ['https://app.example.com'] }],
        [
          'POST',
          `${CONNECTORS}/oauth/initiate`,
          {
            workspace_name: 'scene',
            connector_type: null,
            definition_id: made.body.source_template.source_definition_id,
            redirect_url: 'https://app.example.com/',
          },
        ],
      ] as const) {
        const response = await call(method, path, body)
        // `echo` has no authorization page, so the server gets this far only if it accepted the body.
        assert.ok(
          response.status === 200 || response.body.code === 'not_supported',
          `${path} ${response.text}`,
        )
      }
    })

    test('unknown fields are ignored and named, for the same idempotency key too', async () => {
      const id = await fixture.connect()
      fixture.upstream.respond(json({ id: '1' }))
      const run = (more: object, key?: string, path = '') =>
        call(
          'POST',
          `${CONNECTORS}/${id}/execute${path}`,
          { entity: 'things', action: 'create', params: { name: 'a' }, ...more },
          key === undefined ? {} : { 'idempotency-key': key },
        )
      const plain = await run({})
      assert.deepEqual([plain.status, plain.headers.get('bulkhead-warning')], [200, null], plain.text)
      const named = await run({ newer_field: 'a secret' }, 'key-1', '?trace=1')
      assert.equal(named.status, 200, named.text)
      assert.equal(
        named.headers.get('bulkhead-warning'),
        'Ignored unknown fields: body.newer_field, query.trace',
      )
      // An ignored field is no part of the request, so it does not count for the key.
      for (const [more, warning] of [
        [{ newer_field: 'another' }, 'Ignored unknown fields: body.newer_field'],
        [{}, null],
      ] as const) {
        const again = await run(more, 'key-1')
        assert.deepEqual([again.status, again.headers.get('idempotent-replayed')], [200, 'true'], again.text)
        assert.equal(again.headers.get('bulkhead-warning'), warning)
      }
      const other = await run({ intent: 'another request' }, 'key-1')
      assert.equal(other.body.code, 'idempotency_mismatch')
    })

    test('an error says which fields were ignored too', async () => {
      const response = await call('GET', `${CONNECTORS}/${fixture.workspace_id}?newer=1`)
      assert.deepEqual([response.status, response.body.code], [404, 'connector_not_found'])
      assert.equal(response.headers.get('bulkhead-warning'), 'Ignored unknown fields: query.newer')
    })

    test('a null in a required field is an error', async () => {
      const response = await call('PUT', `${API}/oauth/credentials`, {
        connector_type: 'github',
        configuration: null,
      })
      assert.deepEqual([response.status, response.body.errors[0].field], [422, 'body.configuration'])
    })

    test('a workspace that is null is not the default one', async () => {
      const echo = { connector_type: 'echo', credentials: { token: 'x' } }
      for (const name of ['workspace_name', 'workspace_id', 'customer_name', 'external_user_id']) {
        const response = await call('POST', CONNECTORS, { ...echo, [name]: null })
        assert.deepEqual([response.status, response.body.errors[0].field], [422, `body.${name}`], name)
      }
    })

    test('a stored null stays a null', async () => {
      await call('PUT', `${WORKSPACES}/${fixture.workspace_id}`, { cache_enabled: true })
      const { body } = await call('PUT', `${WORKSPACES}/${fixture.workspace_id}`, { cache_enabled: null })
      assert.equal(body.cache_enabled, null)
    })

    test('booleans in a query as Python and shells write them', async () => {
      for (const yes of ['true', 'True', 'TRUE', '1']) {
        const { status, body } = await call('GET', `${TEMPLATES}?use_global=${yes}`)
        assert.deepEqual([status, body.data.length > 0], [200, true], yes)
      }
      for (const no of ['false', 'False', '0']) {
        const { status, body } = await call('GET', `${TEMPLATES}?use_global=${no}`)
        assert.deepEqual([status, body.data], [200, []], no)
      }
      for (const odd of ['2', 'yes', 'on', '']) {
        assert.equal((await call('GET', `${TEMPLATES}?use_global=${odd}`)).status, 422, odd)
      }
    })

    test('an empty cursor is the first page', async () => {
      const first = await call('GET', `${WORKSPACES}?limit=1`)
      const empty = await call('GET', `${WORKSPACES}?limit=1&cursor=`)
      assert.deepEqual([empty.status, empty.body], [200, first.body])
    })
  })
}
