import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { ECHO_DEFINITION } from '@bulkhead/testing/fuzz/echo'
import { json } from '@bulkhead/testing/scripted-upstream'
import { assertError, assertNames, CONNECTORS, TEMPLATES } from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { assertTemplate, GITHUB, INSTANT, UUID } from './wire.ts'

for (const engine of engines) {
  describe(`connectors on the wire of ${engine.name}`, () => {
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

    const base = () => ({ environment: { base_url: fixture.upstream.url } })
    const create = (body: object, token = fixture.tenant.token) => as(token, 'POST', CONNECTORS, body)

    test('the documented call gives a detail with every field, and 200', async () => {
      const { status, body, text } = await create({
        workspace_name: 'scene',
        connector_type: 'GitHub',
        credentials: { token: 'ghp_x' },
        replication_config: { repositories: ['a/b'] },
      })
      assert.equal(status, 200, text)
      const { id, created_at, updated_at, source_template, ...rest } = body
      assert.match(id, UUID)
      assert.match(created_at, INSTANT)
      assert.match(updated_at, INSTANT)
      assert.deepEqual(rest, {
        name: 'GitHub - scene',
        workspace_id: fixture.workspace_id,
        status: 'ready',
        end_user: null,
        account: null,
        auth_option: 'githubPAT',
        base_url: 'https://api.github.com',
        records_bodies_until: null,
        replication_config: { repositories: ['a/b'] },
        entities: null,
      })
      const { user_config_spec, ...template } = source_template
      assertTemplate(template, {
        source_definition_id: GITHUB,
        partial_default_config: {},
        is_experimental: false,
        auth_tooltip: template.auth_tooltip,
      })
      assert.match(template.auth_tooltip['PAT Credentials'], /^A personal access token from GitHub/)
      const spec = user_config_spec.connectionSpecification
      assert.equal(spec.type, 'object')
      assert.ok(Array.isArray(spec.required))
      assert.equal(spec.properties.token.airbyte_secret, true)
      assert.deepEqual((await application('GET', `${CONNECTORS}/${id}`)).body, body)
      assert.deepEqual((await application('GET', `${TEMPLATES}/${source_template.id}`)).body, source_template)
    })

    const types = ['Echo Chamber', 'echo chamber', 'ECHO CHAMBER', 'eChO cHaMbEr', 'echo', 'ECHO']
    for (const connector_type of types) {
      test(`connector_type ${connector_type} is found`, async () => {
        const { status, body, text } = await create({
          connector_type,
          credentials: { token: 'x' },
          ...base(),
        })
        assert.equal(status, 200, text)
        assert.equal(body.source_template.name, 'Echo Chamber')
      })
    }

    for (const connector_type of ['echo_chamber', 'Echo  Chamber', ' echo', 'echo chamber ', 'EchoChamber']) {
      test(`connector_type ${JSON.stringify(connector_type)} is not`, async () => {
        const response = await create({ connector_type, credentials: { token: 'x' } })
        assertNames(response, 'definition_not_found', 'createConnector', [
          'connector_type',
          'Echo Chamber',
          'GitHub',
        ])
      })
    }

    test('definition_id, source_template_id and any combination that agrees', async () => {
      const [{ id: source_template_id }] = (await application('GET', `${TEMPLATES}/global`)).body.data.filter(
        (template: { connector_name: string }) => template.connector_name === 'echo',
      )
      const ways = [
        { definition_id: ECHO_DEFINITION },
        { definition_id: ECHO_DEFINITION.toUpperCase() },
        { source_template_id },
        { connector_type: 'Echo Chamber', source_template_id, name: 'Echo Chamber' },
        { connector_type: 'echo', definition_id: ECHO_DEFINITION, source_template_id },
        { connector_type: 'echo', definition_id: null, source_template_id: null, name: null },
      ]
      for (const way of ways) {
        const response = await create({
          workspace_name: 'scene',
          ...way,
          ...base(),
          credentials: { token: 'x' },
        })
        assert.equal(response.status, 200, `${JSON.stringify(way)} ${response.text}`)
        assert.equal(response.body.source_template.source_definition_id, ECHO_DEFINITION)
        if ('name' in way && way.name) assert.equal(response.body.name, way.name)
        else assert.match(response.body.name, /^Echo Chamber - scene( \d+)?$/)
      }
      assertError(
        await create({
          connector_type: 'github',
          definition_id: ECHO_DEFINITION,
          credentials: { token: 'x' },
        }),
        'invalid_request',
        'createConnector',
      )
      assertError(
        await create({ connector_type: 'facebook_marketing', credentials: {} }),
        'definition_not_found',
        'createConnector',
      )
    })

    const credentials: [string, object][] = [
      ['its own name', { credentials: { token: 'wire-secret' } }],
      ['a replication name', { credentials: { personal_access_token: 'wire-secret' } }],
      [
        'a replication name and its option',
        {
          credentials: { option_title: 'Token Credentials', personal_access_token: 'wire-secret' },
        },
      ],
      ['the option by its title', { credentials: { option_title: 'Token', token: 'wire-secret' } }],
      [
        'everything in replication_config',
        {
          replication_config: {
            credentials: { option_title: 'Token Credentials', personal_access_token: 'wire-secret' },
            start_date: '2024-01-01T00:00:00Z',
          },
        },
      ],
      ['replication_config, flat', { replication_config: { token: 'wire-secret' } }],
      [
        'credentials beside null fields',
        {
          credentials: { token: 'wire-secret' },
          replication_config: null,
          entities: null,
          server_side_oauth_secret_id: null,
          selected_connection_template_tags: [],
          selected_connection_template_tags_mode: 'any',
        },
      ],
    ]
    for (const [how, given] of credentials) {
      test(`credentials under ${how} reach the upstream and no answer`, async () => {
        const response = await create({
          workspace_name: 'scene',
          connector_type: 'echo',
          ...base(),
          ...given,
        })
        assert.equal(response.status, 200, response.text)
        assert.ok(!response.text.includes('wire-secret'))
        fixture.upstream.respond(json({ items: [] }))
        await fixture.execute(response.body.id, { entity: 'things', action: 'list' })
        assert.equal(fixture.upstream.arrived.at(-1)?.headers.authorization, 'Bearer wire-secret')
      })
    }

    test('the workspace can be named by each alias, in query and body', async () => {
      const tenant = await fixture.testServer.createTenant('Aliases')
      const { workspace_id } = await fixture.testServer.mint(tenant, 'ann')
      const aliases = [
        { workspace_name: 'ann' },
        { customer_name: 'ann' },
        { external_user_id: 'ann' },
        { workspace_id },
      ]
      for (const alias of aliases) {
        const body = { ...alias, connector_type: 'echo', credentials: { token: 'x' }, ...base() }
        const made = await create(body, tenant.token)
        assert.equal(made.status, 200, made.text)
        assert.equal(made.body.workspace_id, workspace_id)
      }
      for (const alias of aliases) {
        const query = new URLSearchParams(alias as Record<string, string>)
        const listed = await as(tenant.token, 'GET', `${CONNECTORS}?${query}`)
        assert.equal(listed.body.data.length, 4, `${query}`)
      }
      assert.deepEqual((await as(tenant.token, 'GET', CONNECTORS)).body, { data: [] })
      for (const query of [
        'workspace_name=nobody',
        'workspace_id=00000000-0000-4000-8000-000000000001',
        `workspace_name=ann&definition_id=${GITHUB}`,
        'workspace_name=ann&customer_name=default',
      ]) {
        const none = await as(tenant.token, 'GET', `${CONNECTORS}?${query}`)
        assert.deepEqual([none.status, none.body], [200, { data: [] }], query)
      }
    })

    test('lookup by type, as the Python SDK connects', async () => {
      const tenant = await fixture.testServer.createTenant('Lookup')
      const { token } = await fixture.testServer.mint(tenant, 'sdk')
      const made = await create(
        { connector_type: 'Echo Chamber', credentials: { token: 'x' }, ...base() },
        token,
      )
      await create({ connector_type: 'github', credentials: { token: 'x' } }, token)
      const listed = await as(
        tenant.token,
        'GET',
        `${CONNECTORS}?workspace_name=sdk&definition_id=${ECHO_DEFINITION}`,
      )
      const [item, ...others] = listed.body.data
      assert.deepEqual(others, [])
      const { created_at, updated_at, summarized_source_template, ...rest } = item
      assert.deepEqual(rest, {
        id: made.body.id,
        name: 'Echo Chamber - sdk',
        workspace_id: made.body.workspace_id,
        status: 'ready',
        end_user: null,
        account: null,
      })
      assert.match(created_at, INSTANT)
      assert.match(updated_at, INSTANT)
      assertTemplate(summarized_source_template, { actor_definition_id: ECHO_DEFINITION })
    })

    test('several connectors of one type are allowed', async () => {
      const ids = [await fixture.connect(), await fixture.connect()]
      assert.notEqual(ids[0], ids[1])
    })

    test('PUT changes what is given: name, settings one by one, credentials, entities', async () => {
      const id = await fixture.connect({ replication_config: { start_date: '2024', repositories: ['a/b'] } })
      const { body: stored } = await fixture.testServer.call('GET', `/api/v1/integrations/connectors/${id}`, {
        token: fixture.scoped,
      })
      const { properties } = stored.source_template.user_config_spec.connectionSpecification
      assert.deepEqual(
        Object.keys(properties).filter((name) => /start_date|repositories/.test(name)),
        [],
      )
      const put = (body: object) => as(fixture.scoped, 'PUT', `${CONNECTORS}/${id}`, body)
      assert.equal((await put({ name: 'Renamed' })).body.name, 'Renamed')
      const kept = await put({ replication_config: { start_date: '2025' } })
      assert.deepEqual(kept.body.replication_config, { start_date: '2025', repositories: ['a/b'] })
      assert.equal(kept.body.name, 'Renamed')
      const removed = await put({ replication_config: { start_date: null } })
      assert.deepEqual(removed.body.replication_config, { repositories: ['a/b'] }, 'null removes a setting')
      const entities = [{ entity: 'things', modes: ['read'] }]
      assert.deepEqual((await put({ entities })).body.entities, entities)
      assert.deepEqual((await put({ name: 'Again' })).body.entities, entities)
      assert.equal((await put({ entities: [] })).body.entities, null)
      await put({ credentials: { token: 'second' } })
      await fixture.execute(id, { entity: 'things', action: 'list' })
      assert.equal(fixture.upstream.arrived.at(-1)?.headers.authorization, 'Bearer second')
      const detail = await put({})
      assert.deepEqual(Object.keys(detail.body).sort(), [
        'account',
        'auth_option',
        'base_url',
        'created_at',
        'end_user',
        'entities',
        'id',
        'name',
        'records_bodies_until',
        'replication_config',
        'source_template',
        'status',
        'updated_at',
        'workspace_id',
      ])
    })

    test('DELETE is 202 with a job_id, and then the connector is gone', async () => {
      const id = await fixture.connect()
      const gone = await as(fixture.scoped, 'DELETE', `${CONNECTORS}/${id}`)
      assert.equal(gone.status, 202)
      assert.deepEqual(Object.keys(gone.body), ['job_id'])
      assert.equal(typeof gone.body.job_id, 'string')
      assertError(
        await as(fixture.scoped, 'DELETE', `${CONNECTORS}/${id}`),
        'connector_not_found',
        'deleteConnector',
      )
    })

    test('a name has one spelling, in whichever normalization form it is sent', async () => {
      const [composed, decomposed] = ['Caf\u00e9', 'Cafe\u0301']
      const made = await create({
        ...{ workspace_name: 'scene', connector_type: 'echo', credentials: { token: 'x' }, ...base() },
        name: decomposed,
      })
      assert.equal(made.body.name, composed, made.text)
      const path = `${CONNECTORS}/${made.body.id}`
      const put = await as(fixture.scoped, 'PUT', path, { name: `${decomposed} 2` })
      assert.equal(put.body.name, `${composed} 2`, put.text)
    })

    test('a name is made of the type and the longest workspace name without breaking a character', async () => {
      const workspace_name = '🚢'.repeat(255)
      await fixture.testServer.mint(fixture.tenant, workspace_name)
      const { body, text } = await create({
        workspace_name,
        connector_type: 'echo',
        credentials: { token: 'x' },
        ...base(),
      })
      assert.match(body.name, /^Echo Chamber - (🚢)+$/u, text)
    })
  })
}
