import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { endConnectSessions } from '@bulkhead/server/jobs/end-connect-sessions'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { PUBLIC_URL } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import { API, assertError, CONNECTORS, NOBODY } from '../http/api.ts'
import { type ConnectFixture, OWN_PAGE, openConnectFixture, PAGE, PIER, SESSIONS } from './connect-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

const EMBEDDER = 'https://app.example.com'
const WIDGET = `${API}/connect/widget-sessions`
const FLOWS = `${API}/internal/mcp_oauth/sessions`

for (const engine of engines) {
  describe(`widget sessions on ${engine.name}`, () => {
    let fixture: ConnectFixture
    let template: string
    before(async () => {
      fixture = await openConnectFixture(engine)
      const { body } = await fixture.call('GET', `${API}/integrations/templates/sources/global`)
      template = body.data.find((one: { connector_name: string }) => one.connector_name === 'pier').id
    })
    after(() => fixture?.close())

    /** A widget token, as embedding clients decode it. */
    async function mintWidget(workspace_name = 'scene') {
      const { body, text } = await fixture.call('POST', `${API}/account/applications/widget-token`, {
        body: { workspace_name, allowed_origin: EMBEDDER },
      })
      const { token, widgetUrl } = JSON.parse(Buffer.from(body.token, 'base64').toString('utf8'))
      assert.ok(token, text)
      return { token: token as string, url: new URL(widgetUrl) }
    }
    const create = (token: string, body: object = {}, headers = OWN_PAGE) =>
      fixture.testServer.call('POST', WIDGET, { token, body, headers })
    async function createFlow(workspace_name = 'scene') {
      const { workspace_id } = await fixture.testServer.mint(fixture.tenant, workspace_name)
      const body = { source_definition_id: PIER, workspace_id, source_template_id: template }
      const made = await fixture.call('POST', FLOWS, { body })
      assert.equal(made.status, 200, made.text)
      return { ...made.body, workspace_id } as {
        session_id: string
        oauth_flow_url: string
        workspace_id: string
      }
    }

    test('the page of a token is here, and says which workspace it is for', async () => {
      const { url } = await mintWidget()
      const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'scene')
      assert.equal(url.origin, PUBLIC_URL)
      assert.equal(url.searchParams.get('workspaceId'), workspace_id)
      const page = await fixture.testServer.call('GET', `${url.pathname}${url.search}`)
      assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors/)
    })

    test('a token gives a session for pages of its origin, which makes a connector without confirmation', async () => {
      const { token } = await mintWidget()
      const made = await create(token, { source_template_id: template })
      assert.equal(made.status, 200, made.text)
      const { allowed_origins, require_confirmation, services, on_existing } = made.body
      assert.deepEqual(
        { allowed_origins, require_confirmation, services, on_existing },
        { allowed_origins: [EMBEDDER], require_confirmation: false, services: [PIER], on_existing: 'add' },
      )
      const page = await fixture.testServer.call('GET', PAGE, { token: made.body.token })
      assert.equal(page.body.needs_handshake, true)
      const finished = await fixture.fill(made.body.token, 'birch')
      assert.equal(finished.body.status, 'completed', finished.text)
      assert.equal((await fixture.execute(finished.body.connector_id)).status, 200)
    })

    test('a scoped token without an origin gives one that waits for confirmation', async () => {
      const { token } = await fixture.testServer.mint(fixture.tenant, 'scene')
      const { body, text } = await create(token)
      assert.deepEqual([body.allowed_origins, body.require_confirmation], [[], true], text)
    })

    test('pages of another origin are refused, that of the embedder too', async () => {
      const { token } = await mintWidget()
      for (const origin of [EMBEDDER, 'https://elsewhere.example'])
        assertError(await create(token, {}, { origin }), 'csrf_refused', 'createWidgetSession')
      const list = await fixture.testServer.call('GET', CONNECTORS, {
        token,
        headers: { origin: 'https://elsewhere.example' },
      })
      assertError(list, 'origin_not_allowed', 'listConnectors')
    })

    test('it takes over a session that is lent to its workspace, whose link before is dead then', async () => {
      const { session_id, oauth_flow_url } = await createFlow()
      const before = new URL(oauth_flow_url).hash.slice(1)
      const { token } = await mintWidget()
      const taken = await create(token, { session_id })
      assert.equal(taken.body.session_id, session_id, taken.text)
      if (before !== '') {
        const page = await fixture.testServer.call('GET', PAGE, { token: before })
        assertError(page, 'connect_session_ended', 'getConnectPage')
      }
      const finished = await fixture.fill(taken.body.token, 'birch')
      assert.equal(finished.body.status, 'completed', finished.text)
      const flow = await fixture.call('GET', `${FLOWS}/${session_id}`)
      assert.deepEqual([flow.body.status, flow.body.source_id], ['completed', finished.body.connector_id])
      assertError(await create(token, { session_id }), 'connect_session_not_found', 'createWidgetSession')
    })

    test('a link of others, a session of another workspace and none at all are the same to it', async () => {
      const { token } = await mintWidget()
      const link = await fixture.link()
      const elsewhere = await createFlow('other scene')
      const messages = new Set<string>()
      for (const session_id of [link.session_id, elsewhere.session_id, NOBODY]) {
        const refused = await create(token, { session_id })
        assertError(refused, 'connect_session_not_found', 'createWidgetSession')
        messages.add(refused.body.message)
      }
      assert.equal(messages.size, 1)
      const page = await fixture.testServer.call('GET', PAGE, { token: link.token })
      assert.equal(page.status, 200, page.text)
    })

    const poll = (session_id: string, token = fixture.tenant.token) =>
      fixture.testServer.call('GET', `${FLOWS}/${session_id}`, { token })
    const patch = (session_id: string, body: object, token = fixture.tenant.token) =>
      fixture.testServer.call('PATCH', `${FLOWS}/${session_id}`, { token, body })

    test('an existing client makes a session, polls it and states its connector, more than once', async () => {
      const { session_id, oauth_flow_url, workspace_id } = await createFlow()
      const ids = {
        session_id,
        source_template_id: template,
        source_definition_id: PIER,
        workspace_id,
      }
      const pending = { ...ids, status: 'pending', error: null, source_id: null, source_name: null }
      assert.deepEqual((await poll(session_id)).body, pending)
      assert.deepEqual((await patch(session_id, {})).body, pending)
      assertError(await patch(session_id, { source_id: NOBODY }), 'connector_not_found', 'updateFlowSession')
      const link = new URL(oauth_flow_url)
      assert.equal(link.origin + link.pathname, `${PUBLIC_URL}/connect/${session_id}`)
      const { body, text } = await fixture.fill(link.hash.slice(1), 'birch')
      assert.equal(body.status, 'completed', text)
      const completed = (await poll(session_id)).body
      const { source_name, ...rest } = completed
      assert.deepEqual(rest, { ...ids, status: 'completed', error: null, source_id: body.connector_id })
      assert.ok(source_name)
      for (const source_id of [body.connector_id, body.connector_id, body.connector_id.toUpperCase(), null]) {
        assert.deepEqual((await patch(session_id, { source_id })).body, completed)
      }
      for (const [more, code] of [
        [{ source_id: NOBODY }, 'connector_not_found'],
        [{ auth_payload: { token: 'x' } }, 'not_supported'],
      ] as const) {
        assertError(await patch(session_id, more), code, 'updateFlowSession')
      }
      assert.deepEqual((await poll(session_id)).body, completed)
    })

    test('only applications of its organization make, poll and change a session of existing clients', async () => {
      const { session_id, workspace_id } = await createFlow()
      const { token } = await fixture.testServer.mint(fixture.tenant, 'scene')
      const other = await fixture.testServer.createTenant('Other')
      const made = { source_definition_id: PIER, workspace_id, source_template_id: template }
      const make = (body: object, token = fixture.tenant.token) =>
        fixture.testServer.call('POST', FLOWS, { token, body })
      assertError(await make(made, token), 'not_permitted', 'createFlowSession')
      assertError(await poll(session_id, token), 'not_permitted', 'getFlowSession')
      assertError(await patch(session_id, {}, token), 'not_permitted', 'updateFlowSession')
      const [theirs, unknown] = [
        await make(made, other.token),
        await make({ ...made, workspace_id: NOBODY }, other.token),
      ]
      assertError(theirs, 'workspace_not_found', 'createFlowSession')
      assert.equal(theirs.body.message, unknown.body.message)
      for (const id of [session_id, NOBODY, 'no-id']) {
        assertError(await poll(id, other.token), 'connect_session_not_found', 'getFlowSession')
        assertError(await patch(id, {}, other.token), 'connect_session_not_found', 'updateFlowSession')
      }
      const { source_template_id: _, ...without } = made
      assertError(await make(without), 'invalid_request', 'createFlowSession')
      assertError(
        await make({ ...made, source_template_id: NOBODY }),
        'template_not_found',
        'createFlowSession',
      )
    })

    test('a client that polls an expired session gets its failure at once', async () => {
      const { session_id, oauth_flow_url } = await createFlow()
      const { services } = fixture.testServer.server
      await asPrincipal(services.database, fixture.tenant, 'read write', (tx) =>
        sql`update connect_sessions set expires_at = now() - interval '1 second'
          where session_id = ${session_id}`.execute(tx),
      )
      const late = await fixture.fill(new URL(oauth_flow_url).hash.slice(1), 'birch')
      assertError(late, 'connect_session_ended', 'connectByCredentials')
      const told = async () => {
        const { status, error, source_id } = (await poll(session_id)).body
        return [status, error, source_id]
      }
      assert.deepEqual(await told(), ['error', 'The connect session is expired.', null])
      await endConnectSessions(services)
      assert.deepEqual(await told(), ['error', 'The connect session is expired.', null])
      assert.equal((await patch(session_id, {})).body.status, 'error')
    })

    test('its session ends with the token', async () => {
      const { token } = await mintWidget()
      const made = await create(token)
      await fixture.testServer.call('POST', `${API}/account/applications/token/revoke`, { token, body: {} })
      const page = await fixture.testServer.call('GET', PAGE, { token: made.body.token })
      assertError(page, 'connect_session_ended', 'getConnectPage')
      const { body } = await fixture.call('GET', `${SESSIONS}/${made.body.session_id}`)
      assert.equal(body.status, 'revoked')
    })

    test('a link that a token takes over while its credential is checked stores nothing', async () => {
      const { session_id, oauth_flow_url } = await createFlow()
      const { token } = await mintWidget()
      let release = () => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      const checking = new Promise<void>((resolve) => {
        fixture.upstream.respond(async (request, response) => {
          resolve()
          await held
          await json({ id: 'id-oak', login: 'oak' })(request, response)
        })
      })
      const filling = fixture.fill(new URL(oauth_flow_url).hash.slice(1), 'oak')
      await checking
      const taken = await create(token, { session_id })
      release()
      assertError(await filling, 'connect_session_ended', 'connectByCredentials')
      const { status, connector_id, error } = await fixture.get(session_id)
      assert.deepEqual([status, connector_id, error], ['open', null, null])
      assert.equal((await fixture.fill(taken.body.token, 'oak')).body.status, 'completed')
    })
  })
}
