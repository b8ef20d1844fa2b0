import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import type { Answer } from '@bulkhead/testing/house'
import { type Arrived, json } from '@bulkhead/testing/scripted-upstream'
import {
  APPLICATIONS,
  assertError,
  assertNames,
  CONNECTORS,
  DEFINITIONS,
  ECHO_DEFINITION,
  TEMPLATES,
  WORKSPACES,
} from './api.ts'
import { openScene, type Scene } from './scene.ts'

/** What clients of this API send and read, operation by operation. A client's own rule is named where it is one. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const GITHUB = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'

/** Fields of a template as clients know them, and what kind of value each holds. */
const TEMPLATE = {
  id: UUID,
  name: /./,
  icon: null,
  connector_name: /./,
  organization_id: null,
  customization: null,
  tags: [],
  mode: /^(DIRECT|REPLICATION|MULTI)$/,
  runtime_mode: /^(direct_only|context_store_only|direct_and_context_store)$/,
  supports_context_store: false,
  created_at: null,
  updated_at: null,
}

for (const engine of engines) {
  describe(`the wire on ${engine.name}`, () => {
    let scene: Scene
    before(async () => {
      scene = await openScene(engine)
    })
    after(async () => {
      await scene?.close()
      await engine.close()
    })

    const as = (token: string, method: string, path: string, body?: unknown, headers = {}) =>
      scene.house.call(method, path, { token, body, headers })
    const application = (method: string, path: string, body?: unknown) =>
      as(scene.tenant.token, method, path, body)

    describe('tokens', () => {
      test('an application token has the four fields and lives 900 seconds', async () => {
        const { client_id, client_secret, organization } = scene.tenant
        const answer = await scene.house.call('POST', `${APPLICATIONS}/token`, {
          body: { client_id, client_secret },
        })
        assert.equal(answer.status, 200)
        const { access_token, ...rest } = answer.body
        assert.ok(access_token.length > 0)
        assert.deepEqual(rest, { token_type: 'bearer', expires_in: 900, organization_id: organization })
      })

      test('the organization header does not matter to the one call without a token', async () => {
        const { client_id, client_secret } = scene.tenant
        const answer = await scene.house.call('POST', `${APPLICATIONS}/token`, {
          body: { client_id, client_secret },
          headers: { 'x-organization-id': '00000000-0000-4000-8000-000000000001' },
        })
        assert.equal(answer.status, 200)
      })

      test('minting answers token, expires_in, workspace_id, workspace_name and makes the workspace once', async () => {
        const mint = (body: object) => application('POST', `${APPLICATIONS}/scoped-token`, body)
        const first = await mint({ workspace_name: 'minted' })
        assert.equal(first.status, 200)
        const { token, workspace_id, ...rest } = first.body
        assert.deepEqual(rest, { expires_in: 1200, workspace_name: 'minted' })
        assert.match(workspace_id, UUID)
        const again = [
          { workspace_name: 'minted', region_id: '645a183f-b12b-4c6e-8ad3-99e165603450' },
          { workspace_name: 'minted', region_id: 'b9e48d61-f082-4a14-a8d0-799a907938cb' },
          { workspace_name: 'minted', region_id: null },
          { customer_name: 'minted' },
          { external_user_id: 'minted' },
          { workspace_name: 'minted', customer_name: 'minted' },
          { workspace_id },
          { workspace_id, workspace_name: 'minted' },
          { workspace_name: 'minted', create_workspace: false },
        ]
        for (const body of again) {
          const answer = await mint(body)
          assert.equal(answer.body.workspace_id, workspace_id, `${JSON.stringify(body)} ${answer.text}`)
        }
        assert.equal((await mint({ workspace_name: 'minted', expires_in: 60 })).body.expires_in, 60)
        const info = await as(token, 'GET', `${APPLICATIONS}/scoped-token/info`)
        assert.equal(info.status, 200)
        assert.deepEqual(info.body, {
          organization_id: scene.tenant.organization,
          workspace_id,
          workspace_name: 'minted',
        })
      })

      test('an id never makes a workspace, and names that disagree are 404', async () => {
        const mint = (body: object) => application('POST', `${APPLICATIONS}/scoped-token`, body)
        const count = async () => (await application('GET', `${WORKSPACES}/stats`)).body.total_count
        const had = await count()
        for (const body of [
          { workspace_id: '00000000-0000-4000-8000-000000000001' },
          { workspace_id: scene.workspace_id, workspace_name: 'another' },
          { workspace_name: 'one-name', customer_name: 'other-name' },
          { workspace_name: 'unheard-of', create_workspace: false },
        ]) {
          assertError(await mint(body), 'workspace_not_found', 'createScopedToken')
        }
        assert.equal(await count(), had)
      })

      test('each kind of token is refused where it may not call, before any look-up', async () => {
        assertError(await as(scene.scoped, 'GET', WORKSPACES), 'not_permitted', 'listWorkspaces')
        assertError(
          await application('GET', `${APPLICATIONS}/scoped-token/info`),
          'not_permitted',
          'getScopedTokenInfo',
        )
      })
    })

    describe('every call', () => {
      const calls: [string, string, unknown?][] = [
        ['GET', WORKSPACES],
        ['GET', `${WORKSPACES}/stats`],
        ['GET', CONNECTORS],
        ['GET', DEFINITIONS],
        ['GET', TEMPLATES],
        ['GET', `${TEMPLATES}/global`],
        ['POST', `${APPLICATIONS}/scoped-token`, { workspace_name: 'scene' }],
      ]
      for (const [method, path, body] of calls) {
        test(`${method} ${path} takes the headers of the command line, and a trailing slash`, async () => {
          const headers = {
            accept: 'application/json',
            'content-type': 'application/json',
            'user-agent': 'airbyte-agent/1.0',
            'x-adp-agent-cli': '1.0',
            'x-organization-id': scene.tenant.organization,
          }
          for (const at of [path, `${path}/`]) {
            const answer = await as(scene.tenant.token, method, at, body, headers)
            assert.equal(answer.status, 200, `${at}: ${answer.text}`)
            assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
          }
          const upper = { ...headers, 'x-organization-id': scene.tenant.organization.toUpperCase() }
          assert.equal((await as(scene.tenant.token, method, path, body, upper)).status, 200)
        })
      }

      test('a foreign organization is 403', async () => {
        const other = { 'x-organization-id': '00000000-0000-4000-8000-000000000001' }
        const answer = await as(scene.tenant.token, 'GET', WORKSPACES, undefined, other)
        assertError(answer, 'organization_mismatch', 'listWorkspaces')
      })
    })

    describe('workspaces', () => {
      const names = (answer: Answer) => answer.body.data.map((item: { name: string }) => item.name)

      /** Follows `next` as the command line does: relative to the server, until it is null. */
      async function pages(token: string, first: string): Promise<string[][]> {
        const found: string[][] = []
        for (let path: string | null = first; path !== null; ) {
          const answer: Answer = await as(token, 'GET', path)
          assert.equal(answer.status, 200, answer.text)
          assert.deepEqual(Object.keys(answer.body).sort(), ['data', 'next'])
          found.push(names(answer))
          path = answer.body.next
          if (path !== null)
            assert.equal(new URL(path, scene.house.server.url).origin, scene.house.server.url)
          assert.ok(found.length < 100, 'next never ends')
        }
        return found
      }

      test('an item has every field of the contract', async () => {
        const item = (await application('GET', `${WORKSPACES}/${scene.workspace_id}`)).body
        const { created_at, updated_at, ...rest } = item
        assert.match(created_at, INSTANT)
        assert.match(updated_at, INSTANT)
        assert.deepEqual(rest, {
          id: scene.workspace_id,
          name: 'scene',
          organization_id: scene.tenant.organization,
          status: 'active',
          cache_enabled: null,
          tombstone: false,
          visibility: 'shared',
          color: null,
        })
      })

      test('a new organization has the workspace `default` and nothing else', async () => {
        const { token } = await scene.house.createTenant('New')
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
        const tenant = await scene.house.createTenant('Pages')
        const made = ['default']
        for (let index = 0; index < 11; index++) {
          made.push(`pages & co ${index}`)
          await scene.house.mint(tenant, `pages & co ${index}`)
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
        const tenant = await scene.house.createTenant('Twenty')
        for (let index = 0; index < 21; index++) await scene.house.mint(tenant, `w${index}`)
        const found = await pages(tenant.token, WORKSPACES)
        assert.deepEqual(
          found.map((page) => page.length),
          [20, 2],
        )
      })

      test('an exact match comes first and no other is lost, whatever the page size', async () => {
        const tenant = await scene.house.createTenant('Search')
        // The exact match is neither the oldest nor the newest.
        for (const name of ['Acme East', 'acme-2', 'acme', 'ACME', 'the acme', 'other']) {
          await scene.house.mint(tenant, name)
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

      test('% and _ in a search are themselves, and it is blind to case beyond ASCII', async () => {
        const tenant = await scene.house.createTenant('Wild')
        for (const name of ['100%', '100 x', 'a_b', 'axb', 'Ärger', 'ΣΊΣΥΦΟΣ', '日本'])
          await scene.house.mint(tenant, name)
        const search = async (text: string) =>
          names(await as(tenant.token, 'GET', `${WORKSPACES}?name_contains=${encodeURIComponent(text)}`))
        assert.deepEqual(await search('0%'), ['100%'])
        assert.deepEqual(await search('a_b'), ['a_b'])
        assert.deepEqual(await search('äRGER'), ['Ärger'])
        assert.deepEqual(await search('本'), ['日本'])
        assert.deepEqual(await search("'; drop table workspaces; --"), [])
      })

      test('PUT renames, deactivates and sets the cache; what is left out stays', async () => {
        const { workspace_id } = await scene.house.mint(scene.tenant, 'to-change')
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

      test('DELETE answers id and deleted_at, and the workspace is gone', async () => {
        const { workspace_id, token } = await scene.house.mint(scene.tenant, 'to-delete')
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

    describe('connectors', () => {
      const base = () => ({ environment: { base_url: scene.upstream.url } })
      const create = (body: object, token = scene.tenant.token) => as(token, 'POST', CONNECTORS, body)

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
          workspace_id: scene.workspace_id,
          status: 'ready',
          replication_config: { repositories: ['a/b'] },
          entities: null,
        })
        const { user_config_spec, ...template } = source_template
        assertTemplate(template, {
          source_definition_id: GITHUB,
          partial_default_config: {},
          is_experimental: false,
          auth_tooltip: null,
        })
        const spec = user_config_spec.connectionSpecification
        assert.equal(spec.type, 'object')
        assert.ok(Array.isArray(spec.required))
        assert.equal(spec.properties.token.airbyte_secret, true)
        assert.deepEqual((await application('GET', `${CONNECTORS}/${id}`)).body, body)
        assert.deepEqual(
          (await application('GET', `${TEMPLATES}/${source_template.id}`)).body,
          source_template,
        )
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

      for (const connector_type of [
        'echo_chamber',
        'Echo  Chamber',
        ' echo',
        'echo chamber ',
        'EchoChamber',
      ]) {
        test(`connector_type ${JSON.stringify(connector_type)} is not`, async () => {
          const answer = await create({ connector_type, credentials: { token: 'x' } })
          assertNames(answer, 'definition_not_found', 'createConnector', [
            'connector_type',
            'Echo Chamber',
            'GitHub',
          ])
        })
      }

      test('definition_id, source_template_id and any combination that agrees', async () => {
        const [{ id: source_template_id }] = (
          await application('GET', `${TEMPLATES}/global`)
        ).body.data.filter((template: { connector_name: string }) => template.connector_name === 'echo')
        const ways = [
          { definition_id: ECHO_DEFINITION },
          { definition_id: ECHO_DEFINITION.toUpperCase() },
          { source_template_id },
          { connector_type: 'Echo Chamber', source_template_id, name: 'Echo Chamber' },
          { connector_type: 'echo', definition_id: ECHO_DEFINITION, source_template_id },
          { connector_type: 'echo', definition_id: null, source_template_id: null, name: null },
        ]
        for (const way of ways) {
          const answer = await create({
            workspace_name: 'scene',
            ...way,
            ...base(),
            credentials: { token: 'x' },
          })
          assert.equal(answer.status, 200, `${JSON.stringify(way)} ${answer.text}`)
          assert.equal(answer.body.source_template.source_definition_id, ECHO_DEFINITION)
          assert.equal(answer.body.name, 'name' in way && way.name ? way.name : 'Echo Chamber - scene')
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
          const answer = await create({
            workspace_name: 'scene',
            connector_type: 'echo',
            ...base(),
            ...given,
          })
          assert.equal(answer.status, 200, answer.text)
          assert.ok(!answer.text.includes('wire-secret'))
          scene.upstream.answer(json({ items: [] }))
          await scene.execute(answer.body.id, { entity: 'things', action: 'list' })
          assert.equal(scene.upstream.arrived.at(-1)?.headers.authorization, 'Bearer wire-secret')
        })
      }

      test('the workspace can be named by each alias, in query and body', async () => {
        const tenant = await scene.house.createTenant('Aliases')
        const { workspace_id } = await scene.house.mint(tenant, 'ann')
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
        const tenant = await scene.house.createTenant('Lookup')
        const { token } = await scene.house.mint(tenant, 'sdk')
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
        })
        assert.match(created_at, INSTANT)
        assert.match(updated_at, INSTANT)
        assertTemplate(summarized_source_template, { actor_definition_id: ECHO_DEFINITION })
      })

      test('several connectors of one type are allowed', async () => {
        const ids = [await scene.connect(), await scene.connect()]
        assert.notEqual(ids[0], ids[1])
      })

      test('PUT changes what is given: name, settings one by one, credentials, entities', async () => {
        const id = await scene.connect({ replication_config: { start_date: '2024', repositories: ['a/b'] } })
        const put = (body: object) => as(scene.scoped, 'PUT', `${CONNECTORS}/${id}`, body)
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
        await scene.execute(id, { entity: 'things', action: 'list' })
        assert.equal(scene.upstream.arrived.at(-1)?.headers.authorization, 'Bearer second')
        const detail = await put({})
        assert.deepEqual(Object.keys(detail.body).sort(), [
          'created_at',
          'entities',
          'id',
          'name',
          'replication_config',
          'source_template',
          'status',
          'updated_at',
          'workspace_id',
        ])
      })

      test('DELETE is 202 with a job_id, and then the connector is gone', async () => {
        const id = await scene.connect()
        const gone = await as(scene.scoped, 'DELETE', `${CONNECTORS}/${id}`)
        assert.equal(gone.status, 202)
        assert.deepEqual(Object.keys(gone.body), ['job_id'])
        assert.equal(typeof gone.body.job_id, 'string')
        assertError(
          await as(scene.scoped, 'DELETE', `${CONNECTORS}/${id}`),
          'connector_not_found',
          'deleteConnector',
        )
      })

      test('a name is made of the type and the longest workspace name without breaking a character', async () => {
        const workspace_name = '🚢'.repeat(255)
        await scene.house.mint(scene.tenant, workspace_name)
        const { body, text } = await create({
          workspace_name,
          connector_type: 'echo',
          credentials: { token: 'x' },
          ...base(),
        })
        assert.match(body.name, /^Echo Chamber - (🚢)+$/u, text)
      })
    })

    describe('definitions and templates', () => {
      test('the list is camelCase and searched by any letter case', async () => {
        const { body } = await application('GET', DEFINITIONS)
        assert.deepEqual(Object.keys(body), ['definitions'])
        const github = body.definitions.find((item: { name: string }) => item.name === 'GitHub')
        assert.deepEqual(github, {
          name: 'GitHub',
          sourceDefinitionId: GITHUB,
          dockerRepository: null,
          iconUrl: null,
          custom: false,
          supportLevel: 'certified',
        })
        const searched = await application('GET', `${DEFINITIONS}?name=gIT`)
        assert.deepEqual(searched.body.definitions.map((item: { name: string }) => item.name).sort(), [
          'GitHub',
          'GitLab',
        ])
        assert.deepEqual((await application('GET', `${DEFINITIONS}?name=nothing`)).body, { definitions: [] })
      })

      test('a definition says what it needs and what it can be asked', async () => {
        const { body, status } = await application('GET', `${DEFINITIONS}/${GITHUB}`)
        assert.equal(status, 200)
        assert.deepEqual(Object.keys(body).sort(), ['definition', 'example_questions', 'id'])
        assert.equal(body.definition.name, 'GitHub')
        assert.equal(body.definition.spec.type, 'object')
        assert.ok(body.example_questions.direct.length > 0)
        assert.deepEqual(body.example_questions.search, [])
      })

      test('templates: the global ones have no organization, and nobody has any of their own', async () => {
        const global = await application('GET', `${TEMPLATES}/global`)
        for (const template of global.body.data) {
          assertTemplate(template, { actor_definition_id: UUID })
        }
        assert.deepEqual((await application('GET', TEMPLATES)).body, { data: [] })
        assert.deepEqual((await application('GET', `${TEMPLATES}?use_global=true`)).body, global.body)
        const tagged = await application('GET', `${TEMPLATES}?use_global=true&tags=a&tags=b&tags_mode=any`)
        assert.deepEqual(tagged.body, { data: [] })
      })

      test('the command line finds a template by name and reads its definition', async () => {
        const list = await application('GET', `${TEMPLATES}/global`)
        const found = list.body.data.find(
          (item: { name: string }) => item.name.toLowerCase() === 'echo chamber',
        )
        const { body } = await application('GET', `${TEMPLATES}/${found.id}`)
        assert.equal(body.organization_id, null)
        assert.equal(body.source_definition_id, ECHO_DEFINITION)
        assert.equal(body.connector_name, 'echo')
        assert.ok('auth_tooltip' in body)
      })
    })

    describe('execute', () => {
      let connector: string
      before(async () => {
        connector = await scene.connect()
      })
      const answers: [string, Parameters<Scene['upstream']['answer']>[0], object, unknown][] = [
        [
          'a list',
          json({ items: [{ id: 1, user: { login: 'ann', age: 3 } }] }),
          {},
          [{ id: 1, user: { login: 'ann', age: 3 } }],
        ],
        ['an empty list', json({ items: [] }), {}, []],
        ['an answer without the list', json({}), {}, []],
        ['an empty answer', (_, response) => void response.writeHead(204).end(), {}, []],
        ['params null', json({ items: [] }), { params: null }, []],
        [
          'select_fields',
          json({ items: [{ id: 1, user: { login: 'ann', age: 3 } }] }),
          { select_fields: ['id', 'user.login'] },
          [{ id: 1, user: { login: 'ann' } }],
        ],
        [
          'exclude_fields',
          json({ items: [{ id: 1, user: { login: 'ann', age: 3 } }] }),
          { exclude_fields: ['user.age'] },
          [{ id: 1, user: { login: 'ann' } }],
        ],
        [
          'both, of which select wins',
          json({ items: [{ id: 1, b: 2 }] }),
          { select_fields: ['id'], exclude_fields: ['id'] },
          [{ id: 1 }],
        ],
        [
          'null filters',
          json({ items: [{ id: 1 }] }),
          { select_fields: null, exclude_fields: null, intent: null },
          [{ id: 1 }],
        ],
        ['skip_truncation and intent', json({ items: [] }), { skip_truncation: true, intent: 'to see' }, []],
        ['a field that no record has', json({ items: [{ id: 1 }] }), { select_fields: ['nope.deep'] }, [{}]],
        [
          '64-bit ids',
          (_, response) =>
            void response
              .setHeader('content-type', 'application/json')
              .end('{"items":[{"id":9007199254740993}]}'),
          {},
          undefined,
        ],
      ]
      for (const [what, answer, more, result] of answers) {
        test(`${what}: the envelope has status, result, metadata`, async () => {
          scene.upstream.answer(answer)
          const { status, body, text } = await scene.execute(connector, {
            entity: 'things',
            action: 'list',
            ...more,
          })
          assert.equal(status, 200, text)
          assert.deepEqual(Object.keys(body).sort(), [
            'connector_metadata',
            'execution_metadata',
            'result',
            'status',
          ])
          assert.equal(body.status, 'success')
          if (result === undefined) assert.match(text, /"id":9007199254740993\b/)
          else assert.deepEqual(body.result, result)
          assert.equal(body.execution_metadata.connector_instance_id, connector)
          assert.ok(Number.isInteger(body.execution_metadata.execution_time_ms))
        })
      }

      test('an application token executes too, in any workspace of its organization', async () => {
        scene.upstream.answer(json({ items: [] }))
        const path = `${CONNECTORS}/${connector}/execute`
        const answer = await application('POST', path, { entity: 'things', action: 'list' })
        assert.equal(answer.status, 200)
      })

      test('a get gives an object, a delete that answers nothing an empty one', async () => {
        scene.upstream.answer(json({ id: 7 }))
        assert.deepEqual(
          (await scene.execute(connector, { entity: 'things', action: 'get', params: { id: '7' } })).body
            .result,
          { id: 7 },
        )
        scene.upstream.answer((_, response) => void response.writeHead(204).end())
        assert.deepEqual(
          (await scene.execute(connector, { entity: 'things', action: 'delete', params: { id: '7' } })).body
            .result,
          {},
        )
      })

      test('paging facts come in connector_metadata', async () => {
        scene.upstream.answer(
          json({ items: [], cursor: 'c2' }, 200, {
            link: '<https://echo.example/2>; rel="next"',
            'x-trace': 't',
          }),
        )
        const { body } = await scene.execute(connector, { entity: 'things', action: 'list' })
        assert.deepEqual(body.connector_metadata, {
          next: 'https://echo.example/2',
          trace: 't',
          cursor: 'c2',
        })
      })

      test('a write sends its body, once', async () => {
        const before = scene.upstream.arrived.length
        scene.upstream.answer(json({ id: 1, name: 'x' }, 201))
        const { body } = await scene.execute(connector, {
          entity: 'things',
          action: 'create',
          params: { name: 'x' },
        })
        assert.deepEqual(body.result, { id: 1, name: 'x' })
        const arrived = scene.upstream.arrived.slice(before) as Arrived[]
        assert.deepEqual(
          arrived.map(({ method, body: sent }) => [method, JSON.parse(sent)]),
          [['POST', { name: 'x' }]],
        )
      })

      test('an id that has more digits than a number holds is never sent rounded', async () => {
        const before = scene.upstream.arrived.length
        const send = (action: string, params: string) =>
          scene.house.call('POST', `${CONNECTORS}/${connector}/execute`, {
            token: scene.scoped,
            body: `{"entity":"things","action":"${action}","params":${params}}`,
          })
        scene.upstream.answer(json({ items: [] }))
        const read = await send('list', '{"id":9007199254740993}')
        const write = await send('create', '{"name":"x","id":9007199254740993}')
        for (const { url, body } of scene.upstream.arrived.slice(before)) {
          assert.ok(!`${url}${body}`.includes('9007199254740992'), `sent as another number: ${url} ${body}`)
        }
        assertNames(read, 'invalid_request', 'executeOperation', ['body.params.id', 'text'])
        assertNames(write, 'invalid_request', 'executeOperation', ['body.params.id', 'text'])
        const exact = await send('list', '{"id":"9007199254740993"}')
        assert.equal(exact.status, 200, exact.text)
        assert.equal(scene.upstream.arrived.at(-1)?.url, '/things?id=9007199254740993')
      })
    })
  })
}

/** Asserts that a template has exactly the fields clients know and `more`, each of its kind. */
function assertTemplate(template: Record<string, unknown>, more: Record<string, unknown>) {
  const expected = { ...TEMPLATE, ...more }
  assert.deepEqual(Object.keys(template).sort(), Object.keys(expected).sort())
  for (const [name, kind] of Object.entries(expected)) {
    if (kind instanceof RegExp) assert.match(String(template[name]), kind, name)
    else assert.deepEqual(template[name], kind, name)
  }
}
