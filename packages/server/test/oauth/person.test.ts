import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { CLIENT, consentAt } from '@bulkhead/testing/oauth/authorization-server'
import { LIGHTHOUSE } from '@bulkhead/testing/oauth/oauth-documents'
import { type SignedInPerson, signUpOwner } from '@bulkhead/testing/people'
import { API, assertError, CONNECTORS } from '../http/api.ts'
import { CookieJar } from './cookie-jar.ts'
import { APP, INITIATE, OAUTH, type OAuthFixture, openOAuthFixture } from './oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`a person authorizes a connector on ${engine.name}`, () => {
    let fixture: OAuthFixture
    let owner: SignedInPerson
    /** A page of this server. */
    let page: string

    before(async () => {
      fixture = await openOAuthFixture(engine)
      owner = await signUpOwner(fixture.testServer, fixture.tenant)
      page = `${fixture.testServer.server.services.issuer}/w/default/connectors/new/lighthouse`
    })
    after(() => fixture?.close())

    const call = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object) =>
      fixture.testServer.call(method, path, { headers: owner.headers, ...(body !== undefined && { body }) })
    const jar = new CookieJar()
    const initiate = async (more: object = {}) => {
      const response = await call('POST', INITIATE, {
        connector_type: 'lighthouse',
        workspace_id: fixture.workspace_id,
        redirect_url: page,
        ...more,
      })
      jar.keep(response)
      return response
    }
    /** Comes back in the browser that began. */
    const visit = (callback: URL) => fixture.visit(callback, jar.sentTo(callback.pathname))
    const listed = async () => {
      const { status, body, text } = await call('GET', OAUTH)
      assert.equal(status, 200, text)
      assert.ok(!text.includes(CLIENT.client_secret ?? ''))
      return body.data as { connector_name: string; callback_url: string; credentials: unknown }[]
    }
    const ofLighthouse = async () =>
      (await listed()).find(({ connector_name }) => connector_name === 'lighthouse')

    test('services that take a client are listed, with what to register there', async () => {
      const names = (await listed()).map(({ connector_name }) => connector_name)
      for (const name of ['github', 'salesforce', 'stripe', 'airtable', 'lighthouse', 'beacon'])
        assert.ok(names.includes(name), name)
      // Services that take only a client's own credentials: no person consents.
      for (const name of ['buoy']) assert.ok(!names.includes(name), name)
      const lighthouse = await ofLighthouse()
      assert.equal(lighthouse?.callback_url, `http://house.test/api/v1/oauth/callback/${LIGHTHOUSE}`)
      assert.equal(lighthouse?.credentials, null)
      assertError(await initiate(), 'oauth_not_configured', 'initiateOAuth')
    })

    test('a definition says by which option owners are asked, and what is left to be entered', async () => {
      const { body } = await call('GET', `${API}/integrations/definitions/sources/${LIGHTHOUSE}`)
      const [byOwner, byKey] = body.definition.spec['x-bulkhead-auth-options']
      assert.deepEqual(byOwner.authorization, {
        required: [],
        optional: [],
        scopes: { lamps: { read: ['read'], write: ['write'] }, logs: { read: ['read', 'write', 'admin'] } },
        settings_given: [],
      })
      assert.ok(!('authorization' in byKey))
    })

    test('a client is given, shown without its secret, replaced, and taken away', async () => {
      const give = (client_id: string) =>
        call('PUT', OAUTH, {
          connector_definition_id: LIGHTHOUSE,
          configuration: { ...CLIENT, client_id },
        })
      assert.equal((await give('the-first')).status, 200)
      const { body } = await give(CLIENT.client_id ?? '')
      const { credentials } = (await ofLighthouse()) ?? {}
      assert.deepEqual(credentials, {
        id: body.id,
        scope_id: fixture.tenant.organization,
        client_id: CLIENT.client_id,
        status: 'ready',
        created_at: body.created_at,
        updated_at: body.updated_at,
      })
      assert.equal((await call('DELETE', `${OAUTH}/connector_type/lighthouse`)).status, 204)
      assert.equal((await ofLighthouse())?.credentials, null)
      assert.equal((await give(CLIENT.client_id ?? '')).status, 200)
    })

    test('another organization has none of it', async () => {
      const other = await fixture.testServer.createTenant('Other')
      const { body } = await fixture.testServer.call('GET', OAUTH, { token: other.token })
      assert.ok(body.data.every(({ credentials }: { credentials: unknown }) => credentials === null))
    })

    test('and comes back to the page of this server, which nobody registered', async () => {
      const { status, body, text } = await initiate({ name: 'By a person' })
      assert.equal(status, 200, text)
      const { location, query } = await visit(await consentAt(body.consent_url))
      assert.equal(`${location?.origin}${location?.pathname}`, page)
      const made = await call('GET', `${CONNECTORS}/${query.connector_id}`)
      assert.deepEqual([made.body.name, made.body.workspace_id], ['By a person', fixture.workspace_id])

      const no = await initiate()
      const refused = await visit(await consentAt(no.body.consent_url, 'no'))
      assert.deepEqual(
        [refused.location?.pathname, refused.query.error, refused.query.error_description?.split(':')[0]],
        [URL.parse(page)?.pathname, 'creation_failed', 'access_denied'],
      )
    })

    test('the same connector is authorized again', async () => {
      const connector_id = await fixture.connect(await fixture.authorization.issueTokens())
      const { body } = await initiate({ connector_id, connector_type: undefined })
      const { query } = await visit(await consentAt(body.consent_url))
      assert.equal(query.connector_id, connector_id)
    })

    test('nowhere else without registering it', async () => {
      for (const redirect_url of [`${APP}/done`, 'http://house.test.evil.example/', 'http://house.test:81/'])
        assertError(await initiate({ redirect_url }), 'invalid_request', 'initiateOAuth')
    })

    test('tokens do not come back to this server, also those that a person minted', async () => {
      const minted = await call('POST', `${API}/account/applications/scoped-token`, {
        workspace_name: 'scene',
        create_workspace: false,
      })
      for (const token of [minted.body.token, fixture.scoped, fixture.tenant.token])
        assertError(await fixture.initiate({ redirect_url: page }, token), 'invalid_request', 'initiateOAuth')
    })

    test('an authorization ends with the session', async () => {
      const { body } = await initiate()
      const callback = await consentAt(body.consent_url)
      await call('POST', '/auth/sign-out')
      const { location, ...response } = await visit(callback)
      assertError(response, 'oauth_state_unknown', 'completeOAuth')
      assert.equal(location, undefined)
    })
  })
}
