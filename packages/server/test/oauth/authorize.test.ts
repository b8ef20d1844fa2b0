import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { CLIENT, consentAt } from '@bulkhead/testing/oauth/authorization-server'
import { BEACON, LIGHTHOUSE } from '@bulkhead/testing/oauth/oauth-documents'
import { API, assertError, assertNames, CONNECTORS } from '../http/api.ts'
import { APP, ageTokens, OAUTH, type OAuthFixture, openOAuthFixture } from './oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`an owner authorizes a connector on ${engine.name}`, () => {
    let fixture: OAuthFixture

    before(async () => {
      fixture = await openOAuthFixture(engine)
      await fixture.configure()
    })
    after(() => fixture?.close())

    const get = async (connector: string) =>
      (await fixture.testServer.call('GET', `${CONNECTORS}/${connector}`, { token: fixture.scoped })).body

    test('from the consent page back to the application, and it works', async () => {
      const callback = await fixture.consent({ name: 'The north light' })
      const { status, location, query, headers } = await fixture.visit(callback)
      assert.equal(status, 302)
      assert.equal(location?.origin, APP)
      assert.equal(location?.pathname, '/done')
      assert.deepEqual(Object.keys(query), ['tab', 'connector_id'])
      assert.equal(headers.get('referrer-policy'), 'no-referrer')
      const connector = query.connector_id as string
      assert.equal((await get(connector)).name, 'The north light')
      assert.equal((await fixture.execute(connector)).status, 200)
      // Its tokens are renewed with the organization's client.
      await fixture.authorization.expire(fixture.api.tokens().at(-1) ?? '')
      await ageTokens(fixture, connector)
      assert.equal((await fixture.execute(connector)).status, 200)
    })

    test('by an application, for a workspace that it names', async () => {
      const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'another')
      const callback = await fixture.consent({ workspace_name: 'another' }, fixture.tenant.token)
      const { connector_id } = (await fixture.visit(callback)).query
      const { body } = await fixture.testServer.call('GET', `${CONNECTORS}/${connector_id}`, {
        token: fixture.tenant.token,
      })
      assert.equal(body.workspace_id, workspace_id)
      assertError(
        await fixture.testServer.call('GET', `${CONNECTORS}/${connector_id}`, { token: fixture.scoped }),
        'connector_not_found',
        'getConnector',
      )
      assertError(
        await fixture.initiate({ workspace_name: 'nobody' }, fixture.tenant.token),
        'workspace_not_found',
        'initiateOAuth',
      )
    })

    test('the steps are recorded under the token that began it', async () => {
      const callback = await fixture.consent()
      const { connector_id } = (await fixture.visit(callback)).query
      const { body } = await fixture.testServer.call('GET', `${API}/audit?limit=100`, {
        token: fixture.tenant.token,
      })
      const made = body.data.find((one: { subject_id: string }) => one.subject_id === connector_id)
      const { jti, sub } = JSON.parse(Buffer.from(fixture.scoped.split('.')[1] ?? '', 'base64url').toString())
      assert.equal(made.event, 'connector.created')
      assert.deepEqual([made.token_id, made.application_id], [jti, sub])
      const events = body.data.map(({ event }: { event: string }) => event)
      for (const event of ['oauth.initiated', 'oauth_credentials.set'])
        assert.ok(events.includes(event), event)
    })

    test('no more is asked for than the entities need', async () => {
      const getScopes = async (more: object) => {
        const { body } = await fixture.initiate(more)
        return new URL(body.consent_url).searchParams.get('scope')
      }
      assert.equal(await getScopes({}), 'read write')
      assert.equal(await getScopes({ entities: [{ entity: 'lamps', modes: ['read'] }] }), 'read')
      const callback = await fixture.consent({ entities: [{ entity: 'lamps', modes: ['read'] }] })
      const { connector_id = '' } = (await fixture.visit(callback)).query
      assert.deepEqual((await get(connector_id)).entities, [{ entity: 'lamps', modes: ['read'] }])
    })

    test('a service whose tokens are not renewed', async () => {
      const callback = await fixture.consent({ connector_type: 'beacon' })
      const { connector_id = '' } = (await fixture.visit(callback)).query
      assert.equal((await fixture.execute(connector_id)).status, 200)
      await fixture.authorization.expire(fixture.api.tokens().at(-1) ?? '')
      assertError(await fixture.execute(connector_id), 'upstream_rejected', 'executeOperation')
    })

    test('the owner says no', async () => {
      const { body } = await fixture.initiate()
      const { location, query } = await fixture.visit(await consentAt(body.consent_url, 'no'))
      assert.equal(location?.origin, APP)
      assert.equal(query.error, 'creation_failed')
      assert.match(query.error_description ?? '', /^access_denied: The service did not/)
      assert.ok(!('connector_id' in query))
    })

    test('a connector whose tokens were withdrawn is authorized again, and keeps its id', async () => {
      const first = (await fixture.visit(await fixture.consent({ name: 'To be renewed' }))).query
      const connector_id = first.connector_id as string
      const list = await fixture.testServer.call('GET', CONNECTORS, { token: fixture.scoped })
      const token = fixture.scoped
      await fixture.execute(connector_id)
      await fixture.authorization.withdrawAll()
      assertError(await (await expired(connector_id)).execute(), 'needs_reauthentication', 'executeOperation')
      assert.equal((await get(connector_id)).status, 'needs_reauthentication')

      const again = await fixture.visit(await fixture.consent({ connector_type: undefined, connector_id }))
      assert.equal(again.query.connector_id, connector_id)
      assert.equal((await fixture.execute(connector_id)).status, 200)
      const { status, name } = await get(connector_id)
      assert.deepEqual([status, name], ['ready', 'To be renewed'])
      const now = await fixture.testServer.call('GET', CONNECTORS, { token })
      assert.equal(now.body.data.length, list.body.data.length)

      async function expired(connector: string) {
        await fixture.authorization.expire(fixture.api.tokens().at(-1) ?? '')
        await ageTokens(fixture, connector)
        return { execute: () => fixture.execute(connector) }
      }
    })

    test('one with a key of its own gets tokens instead', async () => {
      const made = await fixture.testServer.call('POST', CONNECTORS, {
        token: fixture.scoped,
        body: { connector_type: 'lighthouse', credentials: { token: 'an-old-key-of-the-owner' } },
      })
      await fixture.visit(await fixture.consent({ connector_type: undefined, connector_id: made.body.id }))
      assert.equal((await fixture.execute(made.body.id)).status, 200)
    })

    test('fields that a renewal cannot change are refused by name', async () => {
      const connector_id = await fixture.connect(await fixture.authorization.issueTokens())
      for (const [field, value] of [
        ['name', 'x'],
        ['entities', []],
        ['replication_config', {}],
        ['environment', {}],
        ['create_connector', false],
      ] as const) {
        assertNames(
          await fixture.initiate({ connector_id, [field]: value }),
          'invalid_request',
          'initiateOAuth',
          [field],
        )
      }
      assertNames(
        await fixture.initiate({ connector_id, connector_type: 'beacon' }),
        'invalid_request',
        'initiateOAuth',
        ['definition'],
      )
    })

    test('tokens that wait for a request of the application', async () => {
      const { query } = await fixture.visit(await fixture.consent({ create_connector: false }))
      const secret = query.server_side_oauth_secret_id as string
      assert.deepEqual(Object.keys(query), ['tab', 'server_side_oauth_secret_id'])
      const create = (more: object = {}, token = fixture.scoped) =>
        fixture.testServer.call('POST', CONNECTORS, {
          token,
          body: { connector_type: 'lighthouse', server_side_oauth_secret_id: secret, ...more },
        })
      const neighbour = await fixture.testServer.mint(fixture.tenant, 'neighbour')
      const unknown = await create({ server_side_oauth_secret_id: 'A'.repeat(43) })
      assertError(unknown, 'oauth_secret_not_found', 'createConnector')
      for (const response of [
        await create({}, neighbour.token),
        await create({ connector_type: 'beacon' }),
        await create({ server_side_oauth_secret_id: 'x' }),
      ]) {
        assert.deepEqual(withoutId(response.body), withoutId(unknown.body))
      }
      const check = (more: object = {}, token = fixture.scoped) =>
        fixture.testServer.call('POST', `${CONNECTORS}/check`, {
          token,
          body: { connector_type: 'lighthouse', server_side_oauth_secret_id: secret, ...more },
        })
      for (const response of [
        await check({ server_side_oauth_secret_id: 'A'.repeat(43) }),
        await check({}, neighbour.token),
        await check({ connector_type: 'beacon' }),
      ]) {
        assertError(response, 'oauth_secret_not_found', 'checkNewConnector')
        assert.deepEqual(withoutId(response.body), withoutId(unknown.body))
      }
      // A check does not use up the secret.
      for (const token of [fixture.scoped, fixture.tenant.token]) {
        const more = token === fixture.scoped ? {} : { workspace_name: 'scene' }
        const tried = await check(more, token)
        assert.deepEqual([tried.status, tried.body.status], [200, 'succeeded'], tried.text)
      }
      // A request rejected for another reason leaves it valid.
      assertError(
        await create({ replication_config: { nothing: 1 } }),
        'invalid_configuration',
        'createConnector',
      )
      const made = await create({ name: 'Made later' })
      assert.equal(made.status, 200, made.text)
      assert.equal((await fixture.execute(made.body.id)).status, 200)
      assertError(await create(), 'oauth_secret_not_found', 'createConnector')
    })

    test('without a client of the organization there is no authorization', async () => {
      const other = await fixture.testServer.createTenant('Other')
      const { token } = await fixture.testServer.mint(other, 'scene')
      await fixture.testServer.call('PUT', `${API}/organization`, {
        token: other.token,
        body: { redirect_origins: [APP] },
      })
      assertNames(await fixture.initiate({}, token), 'oauth_not_configured', 'initiateOAuth', [
        'Lighthouse',
        'PUT /api/v1/oauth/credentials',
      ])
      const body = { connector_type: 'lighthouse', server_side_oauth_secret_id: 'A'.repeat(43) }
      assertError(
        await fixture.testServer.call('POST', `${CONNECTORS}/check`, { token, body }),
        'oauth_not_configured',
        'checkNewConnector',
      )
    })

    test('the client of an organization: set, replaced, deleted', async () => {
      const call = (method: string, path: string, body?: object) =>
        fixture.testServer.call(method, path, { token: fixture.tenant.token, ...(body && { body }) })
      const connector = (await fixture.visit(await fixture.consent())).query.connector_id as string
      const first = await call('PUT', OAUTH, { connector_type: 'LightHouse', configuration: CLIENT })
      assert.deepEqual(Object.keys(first.body).sort(), [
        'connector_definition_id',
        'connector_type',
        'created_at',
        'id',
        'scope_id',
        'scope_type',
        'updated_at',
      ])
      assert.deepEqual(
        [
          first.body.scope_type,
          first.body.scope_id,
          first.body.connector_type,
          first.body.connector_definition_id,
        ],
        ['organization', fixture.tenant.organization, 'source', LIGHTHOUSE],
      )
      const second = await call('PUT', OAUTH, { connector_definition_id: LIGHTHOUSE, configuration: CLIENT })
      assert.equal(second.body.id, first.body.id)
      assertError(
        await call('PUT', OAUTH, {
          connector_type: 'lighthouse',
          connector_definition_id: LIGHTHOUSE,
          configuration: CLIENT,
        }),
        'invalid_request',
        'setOAuthCredentials',
      )
      assertError(
        await call('PUT', OAUTH, { configuration: CLIENT }),
        'invalid_request',
        'setOAuthCredentials',
      )
      assertError(
        await call('PUT', OAUTH, { connector_type: 'github', configuration: { ...CLIENT, scopes: 'repo' } }),
        'invalid_request',
        'setOAuthCredentials',
      )
      assertError(
        await call('PUT', OAUTH, { connector_type: 'buoy', configuration: CLIENT }),
        'not_supported',
        'setOAuthCredentials',
      )

      const path = `${OAUTH}/connector_type/Lighthouse`
      for (let time = 0; time < 2; time += 1) {
        const deleted = await call('DELETE', path)
        assert.deepEqual([deleted.status, deleted.text], [204, ''])
      }
      assertError(
        await call('DELETE', `${OAUTH}/connector_type/nothing`),
        'definition_not_found',
        'deleteOAuthCredentials',
      )
      assertError(await fixture.initiate(), 'oauth_not_configured', 'initiateOAuth')
      // Its connectors keep working until their tokens expire.
      assert.equal((await fixture.execute(connector)).status, 200)
      await fixture.authorization.expire(fixture.api.tokens().at(-1) ?? '')
      await ageTokens(fixture, connector)
      assertError(await fixture.execute(connector), 'oauth_not_configured', 'executeOperation')
      assert.equal((await get(connector)).status, 'ready')
      await fixture.configure()
      await new Promise((resolve) => setTimeout(resolve, 1_100))
      assert.equal((await fixture.execute(connector)).status, 200)
    })

    test('an idempotency key makes deleting it answer the same again', async () => {
      const headers = { 'idempotency-key': 'delete the client' }
      for (let time = 0; time < 2; time += 1) {
        const { status, text } = await fixture.testServer.call('DELETE', `${OAUTH}/connector_type/beacon`, {
          token: fixture.tenant.token,
          headers,
        })
        assert.deepEqual([status, text], [204, ''])
      }
      await fixture.configure()
    })

    test('an inactive workspace', async () => {
      const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'asleep')
      const begun = await fixture.consent({ workspace_id }, fixture.tenant.token)
      const path = `${API}/workspaces/${workspace_id}`
      await fixture.testServer.call('PUT', path, {
        token: fixture.tenant.token,
        body: { status: 'inactive' },
      })
      assertError(
        await fixture.initiate({ workspace_id }, fixture.tenant.token),
        'workspace_inactive',
        'initiateOAuth',
      )
      const asked = fixture.authorization.answered.length
      const { query } = await fixture.visit(begun)
      assert.equal(query.error, 'creation_failed')
      assert.match(query.error_description ?? '', /inactive/)
      assert.equal(fixture.authorization.answered.length, asked, 'the code was not even spent')
    })

    test('definition ids are as good as names', async () => {
      const { status, body } = await fixture.initiate({ connector_type: undefined, definition_id: BEACON })
      assert.equal(status, 200)
      assert.ok(new URL(body.consent_url).searchParams.get('redirect_uri')?.endsWith(`/callback/${BEACON}`))
    })
  })
}

function withoutId({ request_id: _, ...body }: { request_id: string }) {
  return body
}
