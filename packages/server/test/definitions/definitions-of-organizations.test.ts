import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { engines } from '@bulkhead/testing/engines'
import { startDistantClient } from '@bulkhead/testing/loop-budget/large-documents'
import { cpuMs } from '@bulkhead/testing/loop-budget/measure'
import { json } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, until } from '@bulkhead/testing/test-server'
import { INTROSPECTION, serveGraphql } from '@bulkhead/testing/upstreams/graphql-service'
import { createCompiler } from '#connectors/definitions/own/compiler'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { API, assertError, CONNECTORS, DEFINITIONS, TEMPLATES } from '../http/api.ts'
import { type Fixture, openFixture } from '../http/fixture.ts'

const OWN = `${API}/definitions`
const TOKEN = { type: 'http', scheme: 'bearer' }
const answers = { responses: { 200: { description: 'OK' } } }
const PARCELS = {
  get: { tags: ['parcels'], operationId: 'listParcels', ...answers },
  post: { tags: ['parcels'], operationId: 'createParcel', ...answers },
}

function parcels(url: string, more: object = {}, paths: object = {}): string {
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Parcel Tracker', version: '7' },
    servers: [{ url }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: TOKEN } },
    paths: { '/parcels': PARCELS, ...paths },
    ...more,
  })
}

for (const engine of engines) {
  describe(`on ${engine.name}`, () => {
    let fixture: Fixture
    let rival: Tenant
    /** Definition and connector of the first test, in use by those after it. */
    let definition: string
    let connector: string
    before(async () => {
      fixture = await openFixture(engine)
      rival = await fixture.testServer.createTenant('Rival')
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })
    const call = (method: string, path: string, body?: object, token = fixture.tenant.token) =>
      fixture.testServer.call(method, path, { token, ...(body !== undefined && { body }) })

    const limit = async (max_definitions: number) => {
      const { organization } = fixture.tenant
      const { database, log, quotas } = fixture.testServer.server.services
      await asOperator(database, log, 'test', (tx) =>
        tx
          .updateTable('organizations')
          .set({ max_definitions })
          .where('organization_id', '=', organization)
          .execute(),
      )
      quotas.forget(organization)
    }

    test('a document that was added is connected, called, described and read', async () => {
      const { url } = fixture.upstream
      const overlay = [
        'overlay: 1.0.0',
        'info: {title: Corrections, version: "1"}',
        'actions: [{target: $.info, update: {version: "8"}}]',
      ].join('\n')
      const added = await call('POST', OWN, {
        document: parcels(url),
        overlay,
        source_url: `${url}/openapi.json`,
      })
      assert.equal(added.status, 200, added.text)
      const { id, created_at: _, updated_at: __, document_bytes: ___, omissions, ...facts } = added.body
      assert.deepEqual(omissions, [])
      assert.deepEqual(facts, {
        ...{ slug: 'parcel-tracker', name: 'Parcel Tracker', version: '8' },
        ...{ entities: 1, operations: 2, left_out: 0, has_overlay: true, source_url: `${url}/openapi.json` },
      })
      definition = id
      const listed = await call('GET', DEFINITIONS, undefined, fixture.scoped)
      const item = listed.body.definitions.find((one: { name: string }) => one.name === 'Parcel Tracker')
      assert.deepEqual([item.sourceDefinitionId, item.custom, item.iconUrl], [id, true, undefined])
      const got = await call('GET', `${DEFINITIONS}/${id}`, undefined, fixture.scoped)
      assert.deepEqual(got.body.entities[0].operations.length, 2, got.text)
      const made = await call(
        'POST',
        CONNECTORS,
        { connector_type: 'parcel-tracker', credentials: { token: 'of-parcels' } },
        fixture.scoped,
      )
      assert.equal(made.status, 200, made.text)
      connector = made.body.id
      fixture.upstream.respond(json([{ id: 'p-1' }]))
      const executed = await fixture.execute(connector, { entity: 'parcels', action: 'list' })
      assert.deepEqual(executed.body.result, [{ id: 'p-1' }], executed.text)
      assert.equal(fixture.upstream.arrived.at(-1)?.headers.authorization, 'Bearer of-parcels')
      const described = await fixture.execute(connector, { entity: '', action: 'describe' })
      assert.match(described.text, /listParcels|"list"/)
      const skill = await call('GET', `${API}/skills/docs?id=${connector}`, undefined, fixture.scoped)
      assert.equal(skill.body.metadata.provenance, 'organization', skill.text)
    })

    test('a GraphQL schema is listed, described and called, and what a narrowed token selects stays in the record', async () => {
      const { upstream } = fixture
      const source_url = `${upstream.url}/graphql`
      upstream.respond(serveGraphql)
      const asked = await fetch(source_url, { method: 'POST', body: INTROSPECTION })
      const overlay = JSON.stringify({
        overlay: '1.0.0',
        info: { title: 'x', version: '1' },
        actions: [{ target: '$', update: { components: { securitySchemes: { bearer: TOKEN } } } }],
      })
      const document = await asked.text()
      const added = await call('POST', OWN, { document, overlay, source_url, slug: 'graph', name: 'Graph' })
      assert.equal(added.status, 200, added.text)
      const { entities, operations, omissions } = added.body
      assert.deepEqual([entities, operations], [2, 3])
      assert.deepEqual(
        omissions.map(({ reason }: { reason: string }) => reason),
        ['mutations are not offered'],
      )
      const listed = await call('GET', `${DEFINITIONS}?name=graph`, undefined, fixture.scoped)
      assert.equal(listed.body.definitions[0].sourceDefinitionId, added.body.id)
      const made = await call(
        'POST',
        CONNECTORS,
        { connector_type: 'graph', credentials: { token: 'of-graph' } },
        fixture.scoped,
      )
      assert.equal(made.status, 200, made.text)
      const described = await fixture.execute(made.body.id, { entity: 'parcels', action: 'describe' })
      assert.match(described.text, /Parcel has: id, weight, sender/)
      const list = (params: object, token = fixture.scoped) =>
        call(
          'POST',
          `${CONNECTORS}/${made.body.id}/execute`,
          { entity: 'parcels', action: 'list', params },
          token,
        )
      const first = await list({ limit: 2, fields: 'id weight' })
      assert.deepEqual(first.body.result, [
        { id: 'p-1', weight: 0.5 },
        { id: 'p-2', weight: 1.5 },
      ])
      const { end_cursor, has_next_page } = first.body.connector_metadata
      assert.deepEqual([has_next_page, end_cursor], [true, 'p-2'])
      assert.equal(upstream.arrived.at(-1)?.headers.authorization, 'Bearer of-graph')
      const last = await list({ limit: 2, cursor: end_cursor })
      assert.equal(last.body.result[0].id, 'p-3', last.text)
      assert.equal(last.body.connector_metadata.has_next_page, false)
      const got = await fixture.execute(made.body.id, {
        entity: 'parcels',
        action: 'get',
        params: { id: 'p-1', fields: 'sender { email }' },
      })
      assert.deepEqual(got.body.result, { sender: { email: 'sender@parcels.example' } }, got.text)
      const misspelled = await list({ fields: 'wieght' })
      assert.match(misspelled.body.message, /did you mean weight/)
      const narrowed = await call('POST', `${API}/account/applications/scoped-token`, {
        workspace_name: 'scene',
        actions: ['list'],
      })
      assert.equal(narrowed.status, 200, narrowed.text)
      assert.equal((await list({ fields: 'sender { id }' }, narrowed.body.token)).status, 200)
      const beyond = await list({ fields: 'sender { email }' }, narrowed.body.token)
      assert.equal(beyond.body.code, 'not_granted', beyond.text)
      // Moves the definition by changing only its address, to which requests go.
      const moved = await call('PATCH', `${OWN}/${added.body.id}`, {
        source_url: source_url.replace('127.0.0.1', '127.0.0.2'),
      })
      assert.ok(moved.body.connector_changes.length > 0, moved.text)
      const arrived = upstream.arrived.length
      const held = await list({ limit: 1 })
      assert.deepEqual([held.status, upstream.arrived.length], [424, arrived], held.text)
      upstream.respond(json([]))
      await call('DELETE', `${CONNECTORS}/${made.body.id}`, undefined, fixture.scoped)
      assert.equal((await call('DELETE', `${OWN}/${added.body.id}`)).status, 200)
    })

    test('another organization finds neither it nor its names, as if it did not exist', async () => {
      const { token } = await fixture.testServer.mint(rival, 'rivals')
      const unknown = crypto.randomUUID()
      const template = (await call('GET', `${TEMPLATES}/global`)).body.data.find(
        (one: { name: string }) => one.name === 'Parcel Tracker',
      ).id
      const attempts: [string, (id: string) => [string, string, object?]][] = [
        [rival.token, (id) => ['GET', `${OWN}/${id}`]],
        [rival.token, (id) => ['PATCH', `${OWN}/${id}`, { name: 'Mine' }]],
        [rival.token, (id) => ['DELETE', `${OWN}/${id}`]],
        [token, (id) => ['GET', `${OWN}/${id}`]],
        [token, (id) => ['GET', `${DEFINITIONS}/${id}`]],
        [token, (id) => ['POST', CONNECTORS, { definition_id: id, credentials: { token: 'x' } }]],
        [token, (id) => ['POST', `${CONNECTORS}/check`, { definition_id: id, credentials: { token: 'x' } }]],
        [
          rival.token,
          (id) => ['POST', `${API}/connect/sessions`, { workspace_name: 'rivals', services: [id] }],
        ],
        [
          rival.token,
          (id) => [
            'PUT',
            `${API}/oauth/credentials`,
            { connector_definition_id: id, configuration: { client_id: 'a', client_secret: 'b' } },
          ],
        ],
      ]
      for (const [caller, make] of attempts) {
        const attempt = (id: string) => {
          const [method, path, body] = make(id)
          return call(method, path, body, caller)
        }
        const [foreign, none] = [await attempt(definition), await attempt(unknown)]
        assert.deepEqual(
          [foreign.status, foreign.body.code, foreign.body.message?.replaceAll(definition, unknown)],
          [404, 'definition_not_found', none.body.message],
          String(make(definition)),
        )
      }
      const templates = [template, unknown].map((id) => call('GET', `${TEMPLATES}/${id}`, undefined, token))
      for (const { body } of await Promise.all(templates)) assert.equal(body.code, 'template_not_found')
      const byName = await call(
        'POST',
        CONNECTORS,
        { connector_type: 'parcel-tracker', credentials: {} },
        token,
      )
      assert.equal(byName.body.code, 'definition_not_found')
      assert.doesNotMatch(byName.text, /Parcel Tracker/)
      assert.deepEqual((await call('GET', OWN, undefined, rival.token)).body.data, [])
      const same = await call('POST', OWN, { document: parcels(fixture.upstream.url) }, rival.token)
      assert.equal(same.status, 200, same.text)
      assert.notEqual(same.body.id, definition)
    })

    test('tokens of a workspace read definitions and do not change them', async () => {
      const document = parcels('https://other.test')
      assertError(await call('POST', OWN, { document }, fixture.scoped), 'not_permitted', 'addDefinition')
      const path = `${OWN}/${definition}`
      assertError(
        await call('PATCH', path, { name: 'Mine' }, fixture.scoped),
        'not_permitted',
        'updateDefinition',
      )
      assertError(await call('DELETE', path, undefined, fixture.scoped), 'not_permitted', 'deleteDefinition')
      assert.equal((await call('GET', path, undefined, fixture.scoped)).body.id, definition)
    })

    test('names of the catalog and of another definition are refused, and so is one beyond the quota', async () => {
      const { url } = fixture.upstream
      const refused = async (more: object, message: RegExp) => {
        const answer = await call('POST', OWN, { document: parcels(url), ...more })
        assertError(answer, 'definition_exists', 'addDefinition')
        assert.match(answer.body.message, message)
      }
      await refused({ slug: 'github' }, /github has the same name github already/)
      await refused({ name: 'Zendesk Support' }, /zendesk-support has the same name/)
      await refused({}, /parcel-tracker has the same name/)
      await limit(1)
      const beyond = await call('POST', OWN, { document: parcels(url), slug: 'second', name: 'Second' })
      assertError(beyond, 'quota_exceeded', 'addDefinition')
      await limit(50)
    })

    test('a definition has a name that can be read, whatever its document says', async () => {
      const { url } = fixture.upstream
      for (const name of ['  ', '\u200b', 'Parcels\u202e', 'Parcels\u0007']) {
        const refused = await call('POST', OWN, { document: parcels(url), slug: 'named', name })
        assertError(refused, 'invalid_request', 'addDefinition')
      }
      for (const [title, name] of [
        ['Par\u202ecels\0 ', 'Par cels'],
        ['\u200b', 'named'],
      ]) {
        const document = parcels(url, { info: { title, version: '1\0' } })
        const added = await call('POST', OWN, { document, slug: 'named' })
        assert.equal(added.status, 200, added.text)
        assert.deepEqual([added.body.name, added.body.version], [name, '1'])
        assert.equal((await call('DELETE', `${OWN}/${added.body.id}`)).status, 200)
      }
      const document = parcels(url, { info: { title: 'Zendesk Support ', version: '1' } })
      assertError(await call('POST', OWN, { document, slug: 'named' }), 'definition_exists', 'addDefinition')
    })

    test('a changed document says what changes, and what narrowed tokens lose', async () => {
      const { url } = fixture.upstream
      const { get } = PARCELS
      const document = parcels(url, { paths: { '/parcels': { get }, '/boxes': { get: answers } } })
      const before = (await call('GET', `${OWN}/${definition}`)).body
      const tried = await call('PATCH', `${OWN}/${definition}`, { document, overlay: null, dry_run: true })
      assert.deepEqual((await call('GET', `${OWN}/${definition}`)).body, before, tried.text)
      const changed = await call('PATCH', `${OWN}/${definition}`, { document, overlay: null })
      assert.equal(changed.status, 200, changed.text)
      const { updated_at: _, ...said } = changed.body
      const { updated_at: __, ...foretold } = tried.body
      assert.deepEqual(foretold, said)
      const { operation_changes, connector_changes, breaks, has_overlay } = changed.body
      assert.deepEqual([breaks, has_overlay, connector_changes], [true, false, []])
      const removed = operation_changes.find((one: { name: string }) => one.name === 'parcels.create')
      assert.equal(removed.kind, 'removed')
      assert.ok(removed.narrowed.length > 0)
      const { body: audit } = await call('GET', `${API}/audit?definition_id=${definition}&limit=10`)
      const events = audit.data.map((one: { event: string }) => one.event)
      for (const event of ['definition.added', 'definition.updated', 'definition.reach_changed'])
        assert.ok(events.includes(event), `${events}`)
      const gone = await fixture.execute(connector, { entity: 'parcels', action: 'create' })
      assert.equal(gone.body.code, 'unknown_operation', gone.text)
      const boxes = await fixture.execute(connector, { entity: 'boxes', action: 'list' })
      assert.equal(boxes.status, 200, boxes.text)
    })

    test('a document that changes its host gets no credential that was given for another host', async () => {
      const before = fixture.upstream.arrived.length
      const moved = fixture.upstream.url.replace('127.0.0.1', '127.0.0.2')
      const changed = await call('PATCH', `${OWN}/${definition}`, { document: parcels(moved) })
      assert.ok(changed.body.connector_changes.length > 0, changed.text)
      const executed = await fixture.execute(connector, { entity: 'parcels', action: 'list' })
      assert.notEqual(executed.status, 200)
      assert.equal(fixture.upstream.arrived.length, before)
      const back = await call('PATCH', `${OWN}/${definition}`, { document: parcels(fixture.upstream.url) })
      assert.equal(back.status, 200, back.text)
      assert.equal((await fixture.execute(connector, { entity: 'parcels', action: 'list' })).status, 200)
    })

    test('a transaction that needs the document has it compiled before', async () => {
      const { compiled } = fixture.testServer.server.services.ownDefinitions
      compiled.clear()
      const entities = [{ entity: 'parcels', modes: ['read'] }]
      const updated = await call('PUT', `${CONNECTORS}/${connector}`, { entities }, fixture.scoped)
      assert.equal(updated.status, 200, updated.text)
      compiled.clear()
      const wrong = await call(
        'PUT',
        `${CONNECTORS}/${connector}`,
        { entities: [{ entity: 'ships' }] },
        fixture.scoped,
      )
      assertError(wrong, 'invalid_request', 'updateConnector')
      compiled.clear()
      assert.equal((await call('GET', `${CONNECTORS}/${connector}`, undefined, fixture.scoped)).status, 200)
    })

    test('a stored document that is refused by now is not compiled at each use, until it changes', async () => {
      const { services } = fixture.testServer.server
      const { organization } = fixture.tenant
      const document = parcels(fixture.upstream.url)
      await asPrincipal(services.database, { organization }, 'read write', (tx) =>
        tx
          .updateTable('organization_definitions')
          .set({ document: gzipSync(JSON.stringify({ openapi: '3.1.0', paths: {} })) })
          .where('definition_id', '=', definition)
          .execute(),
      )
      services.ownDefinitions.compiled.clear()
      const { compile } = services.compiler
      let compilations = 0
      services.compiler.compile = (...task) => {
        compilations += 1
        return compile(...task)
      }
      try {
        const ask = { entity: 'parcels', action: 'list' }
        const [first, second] = [await fixture.execute(connector, ask), await fixture.execute(connector, ask)]
        assertError(first, 'invalid_request', 'executeOperation')
        assert.match(first.body.message, /^The document cannot be used: /)
        assert.deepEqual([second.status, second.body.errors], [first.status, first.body.errors])
        const described = await fixture.execute(connector, { entity: '', action: 'describe' })
        assert.deepEqual(described.body.errors, first.body.errors)
        assert.equal(compilations, 1)
        const changed = await call('PATCH', `${OWN}/${definition}`, { document })
        assert.equal(changed.status, 200, changed.text)
        fixture.upstream.respond(json([{ id: 'p-1' }]))
        assert.equal((await fixture.execute(connector, ask)).status, 200)
      } finally {
        services.compiler.compile = compile
      }
    })

    test('one that connectors use stays; then it goes with its names', async () => {
      const path = `${OWN}/${definition}`
      const used = await call('DELETE', path)
      assertError(used, 'definition_in_use', 'deleteDefinition')
      assert.match(used.body.message, /^1 connector uses it\.$/)
      assert.equal(
        (await call('DELETE', `${CONNECTORS}/${connector}`, undefined, fixture.scoped)).status,
        202,
      )
      assert.equal((await call('DELETE', path)).status, 200)
      assertError(await call('DELETE', path), 'definition_not_found', 'deleteDefinition')
      const { body } = await call('GET', DEFINITIONS)
      assert.ok(!body.definitions.some((one: { name: string }) => one.name === 'Parcel Tracker'))
    })

    test('documents that come at once are compiled in turn, one for each organization', async () => {
      const compiler = createCompiler({ turnMs: 60_000 })
      const order: string[] = []
      const compile = async (organization: string, title: string) => {
        const document = gzipSync(parcels('https://a.test', { info: { title, version: '1' } }))
        const names = { definition_id: crypto.randomUUID() }
        const { slug } = await compiler.compile(organization, {
          document,
          overlay: null,
          source_url: null,
          names,
        })
        order.push(slug)
      }
      try {
        await Promise.all([
          compile('a', 'One'),
          compile('a', 'Two'),
          compile('a', 'Three'),
          compile('b', 'Other'),
        ])
        assert.deepEqual(order, ['one', 'two', 'other', 'three'])
      } finally {
        await compiler.close()
      }
    })

    test('a document that gets no time because others wait fails with the time that it had', async () => {
      const compiler = createCompiler({ turnMs: 1 })
      const compile = (organization: string, paths: object, is_trusted?: true) =>
        compiler.compile(organization, {
          document: gzipSync(parcels('https://a.test', {}, paths)),
          ...{ overlay: null, source_url: null, names: { definition_id: crypto.randomUUID() } },
          ...(is_trusted && { is_trusted }),
        })
      const many = Array.from({ length: 3_000 }, (_, at) => [`/parcels/${at}/things${at}`, { get: answers }])
      try {
        for (const [is_trusted, code] of [
          [undefined, 'invalid_request'],
          [true, 'unavailable'],
        ] as const) {
          let isDone = false
          const long = compile('a', Object.fromEntries(many), is_trusted).finally(() => {
            isDone = true
          })
          const message = /^body\.document takes longer than 0\.004 s to compile, .*others wait/
          const failed = assert.rejects(long, { code, message })
          while (!isDone) await compile('b', {}).catch(() => undefined)
          await failed
        }
      } finally {
        await compiler.close()
      }
    })

    test('no turn of the event loop has the whole of a large document', async (t) => {
      const getDocument = (version: string) =>
        parcels('https://large.test', {
          info: { title: 'Large', version, description: '"\n'.repeat(1_200_000) },
        })
      const document = getDocument('large')
      const url = new URL(OWN, fixture.testServer.server.url)
      const headers = {
        authorization: `Bearer ${fixture.tenant.token}`,
        'content-type': 'application/json',
      }
      const post = async (body: string, key: string) => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { ...headers, 'idempotency-key': key },
          body,
        })
        return { status: response.status, body: (await response.json()) as Record<string, unknown> }
      }
      const refused = async (body: string, code: string) =>
        assert.equal((await post(body, crypto.randomUUID())).body.code, code)
      const body = JSON.stringify({ document, name: 'Large' })
      // A first request starts the thread.
      await refused(body.slice(0, -1), 'malformed_json')
      const plainMs = Math.min(...[1, 2, 3].map(() => cpuMs(() => JSON.parse(body))))
      const add = (version: string) => {
        const client = startDistantClient(url, { ...headers, 'idempotency-key': version })
        return client
          .post(JSON.stringify({ document: getDocument(version), name: 'Large' }))
          .finally(client.close)
      }
      let least = Number.POSITIVE_INFINITY
      // A collection of garbage, other tests' too, may fall into a turn.
      for (const version of ['first', 'second']) {
        const { longestMs, body } = await add(version)
        least = Math.min(least, longestMs)
        assert.equal((await call('DELETE', `${OWN}/${body.id}`)).status, 200)
      }
      const { longestMs, ...added } = await add('large')
      least = Math.min(least, longestMs)
      assert.equal(added.status, 200, JSON.stringify(added.body))
      assert.equal(added.body.document_bytes, document.length)
      const message = `${least.toFixed(0)} ms in one turn, ${plainMs.toFixed(0)} ms to parse the body`
      assert.ok(least < 3 * plainMs, message)
      t.diagnostic(message)
      // Sends the same request formatted differently, then another request with the same key.
      assert.deepEqual(await post(JSON.stringify({ name: 'Large', document }, null, 4), 'large'), added)
      const other = await post(JSON.stringify({ document: `${document} `, name: 'Large' }), 'large')
      assert.equal(other.body.code, 'idempotency_mismatch')
      await refused(`{"document":[${'{},'.repeat(600_000)}{}]}`, 'request_too_large')
      await refused(JSON.stringify({ document, overlay: 7 }), 'invalid_request')
      await refused(JSON.stringify({ document: `${document}\0` }), 'invalid_request')
      const { status } = await call('DELETE', `${OWN}/${added.body.id}`)
      assert.equal(status, 200)
    })

    test('a document has bounds, so that no walk through it takes long', async () => {
      const many = (count: number, make: (index: number) => [string, object]) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)))
      const get = { responses: { 200: { description: 'OK' } } }
      const securitySchemes = many(201, (index) => [
        `s${index}`,
        { type: 'apiKey', in: 'header', name: `X-${index}` },
      ])
      const parameters = Object.keys(many(10_001, (index) => [`q${index}`, {}])).map((name) => ({
        ...{ name, in: 'query', schema: { type: 'string' } },
      }))
      const variables = many(201, (index) => [`v${index}`, { default: '' }])
      const scopes = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`scope${index}`, '']))
      const flows = { authorizationCode: { authorizationUrl: '/a', tokenUrl: '/t', scopes } }
      const oauth = { type: 'oauth2', flows }
      for (const [part, message] of [
        [
          { paths: many(30_001, (index) => [`/t${index}`, { get }]) },
          /has 30001 operations, more than 30000/,
        ],
        [{ components: { securitySchemes } }, /has 201 security schemes, more than 200/],
        [{ paths: { '/t': { get: { ...get, parameters } } } }, /it has more than 10000 parameters/],
        [
          { paths: { '/t': { get: { ...get, parameters: [{ ...parameters[0], name: 'n'.repeat(256) }] } } } },
          /it has a name of more than 255 characters/,
        ],
        [
          {
            servers: [
              { url: `https://a.test/${Object.keys(variables).map((name) => `{${name}}`)}`, variables },
            ],
          },
          /has 201 settings, more than 200/,
        ],
        [
          { components: { securitySchemes: { ['n'.repeat(256)]: TOKEN } } },
          /has a name of 256 characters, more than 255/,
        ],
        [{ components: { securitySchemes: { o: oauth } } }, /has 2001 scopes in the security scheme o/],
        [
          { 'x-graphql-types': many(70, (index) => [`T${index}`, 'x'.repeat(130_000) as unknown as object]) },
          /has 9 MiB, more than 8 besides its operations/,
        ],
      ] as const) {
        const refused = await call('POST', OWN, { document: parcels('https://a.test', part) })
        assertError(refused, 'invalid_request', 'addDefinition')
        assert.match(refused.text, message)
      }
    })

    test('documents that cannot be used say where they are wrong', async () => {
      const refused = async (document: string, message: RegExp, more: object = {}) => {
        const answer = await call('POST', OWN, { document, ...more })
        assertError(answer, 'invalid_request', 'addDefinition')
        assert.match(JSON.stringify(answer.body), message)
      }
      await refused('{"openapi": "3.0.0", "paths": {}}', /no operation/)
      await refused('just text', /document:1:1/)
      await refused('['.repeat(5_000), /./)
      await refused(parcels('https://a.test', { info: { title: '漢', version: '1' } }), /give a slug/)
      const extended = parcels('https://a.test', {
        info: { title: 'A', version: '1', 'x-airbyte-connector-definition-id': crypto.randomUUID() },
      })
      await refused(extended, /./)
    })

    test('operations that could hold up others are left out, whatever an overlay says', async () => {
      const schema = { type: 'string', 'x-bulkhead-pattern': '(a+)+$' }
      const parameters = [{ name: 'q', in: 'query', schema }]
      const three = { '/x/{a}{b}{c}': { get: answers } }
      const document = parcels(
        'https://a.test',
        { info: { title: 'Slow', version: '1' } },
        {
          '/found': { get: { parameters, ...answers } },
          ...three,
        },
      )
      const added = await call('POST', OWN, { document })
      assert.equal(added.status, 200, added.text)
      assert.deepEqual(
        added.body.omissions.map(({ what }: { what: string }) => what),
        ['GET /found', 'GET /x/{a}{b}{c}'],
      )
    })

    if (engine.name === 'postgres') {
      test('another process knows of a change at once', async () => {
        const { store } = fixture.testServer
        const other = await startTestServer(engine, { store })
        try {
          const { token } = fixture.tenant
          const names = async () => {
            const { body } = await other.call('GET', OWN, { token })
            const all = await other.call('GET', DEFINITIONS, { token })
            const known = new Set(all.body.definitions.map((one: { name: string }) => one.name))
            return body.data.filter(({ name }: { name: string }) => known.has(name)).length
          }
          const before = await names()
          const { body } = await call('GET', OWN)
          await call('DELETE', `${OWN}/${body.data[0].id}`)
          const added = await call('POST', OWN, { document: parcels('https://b.test') })
          assert.equal(added.status, 200, added.text)
          await until(async () => (await names()) === before)
        } finally {
          await other.close()
        }
      })
    }
  })
}
