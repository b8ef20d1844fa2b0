import assert from 'node:assert/strict'
import { type IncomingMessage, request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { consentAt } from '@bulkhead/testing/oauth/authorization-server'
import { BEACON, LIGHTHOUSE } from '@bulkhead/testing/oauth/oauth-documents'
import { PUBLIC_URL } from '@bulkhead/testing/test-server'
import { API, assertError, NOBODY } from '../http/api.ts'
import { CookieJar } from '../oauth/cookie-jar.ts'
import { APP, type OAuthFixture, openOAuthFixture } from '../oauth/oauth-fixture.ts'
import { newCode, PAGE, SESSIONS } from './connect-fixture.ts'

/** Callbacks have a domain of their own here. */
const CALLBACKS = 'http://callback.house.test'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`attacks on connect links on ${engine.name}`, () => {
    let fixture: OAuthFixture
    before(async () => {
      fixture = await openOAuthFixture(engine, { environment: { BULKHEAD_CALLBACK_URL: CALLBACKS } })
      await fixture.configure()
    })
    after(() => fixture?.close())

    async function link(more: object = {}) {
      const response = await fixture.testServer.call('POST', SESSIONS, {
        token: fixture.tenant.token,
        body: { workspace_name: 'scene', services: ['lighthouse'], on_existing: 'add', ...more },
      })
      assert.equal(response.status, 200, response.text)
      return response.body as { session_id: string; token: string }
    }
    async function getNonce(token: string, hash: string): Promise<string> {
      const { body, text } = await fixture.testServer.call('POST', `${PAGE}/authorization`, {
        token,
        body: { definition_id: LIGHTHOUSE, option: 'lighthouseOAuth', confirmation_hash: hash },
      })
      assert.ok(body.nonce, text)
      return body.nonce
    }
    const redeem = (nonce: string, origin = PUBLIC_URL) =>
      fixture.testServer.call('POST', `${API}/connect/begin`, { headers: { origin }, body: { nonce } })
    /** Begins in a browser of its own, and has the owner consent. */
    async function begin(token: string, jar = new CookieJar()) {
      const { code, hash } = newCode()
      const begun = await redeem(await getNonce(token, hash))
      assert.equal(begun.status, 200, begun.text)
      jar.keep(begun)
      return { code, jar, callback: await consentAt(begun.body.consent_url) }
    }
    const visit = (callback: URL, jar: CookieJar) => fixture.visit(callback, jar.sentTo(callback.pathname))
    const get = async (session_id: string) =>
      (await fixture.testServer.call('GET', `${SESSIONS}/${session_id}`, { token: fixture.tenant.token }))
        .body

    /** Requests a path, exactly as written, under a host name of the server. */
    function getByName(path: string, { host = new URL(CALLBACKS).host, method = 'GET' } = {}) {
      const { hostname, port } = new URL(fixture.testServer.server.url)
      return new Promise<IncomingMessage>((resolve, reject) => {
        const options = { hostname, port, path, method, headers: { host } }
        request(options, (response) => resolve(response.resume()))
          .on('error', reject)
          .end()
      })
    }

    test('a callback domain redirects to the public URL, where the browser is known', async () => {
      const { session_id, token } = await link()
      const { jar, callback } = await begin(token)
      assert.equal(callback.origin, CALLBACKS)
      const { statusCode, headers } = await getByName(callback.pathname + callback.search)
      const { location, 'referrer-policy': referrer, 'set-cookie': cookies } = headers
      assert.deepEqual([statusCode, referrer, cookies], [302, 'no-referrer', undefined])
      assert.equal(location, PUBLIC_URL + callback.pathname + callback.search)
      assert.equal((await get(session_id)).status, 'open')
      await visit(new URL(location ?? ''), jar)
      assert.equal((await get(session_id)).status, 'awaiting_confirmation')
      const { body } = await fixture.testServer.call('GET', `${API}/oauth/credentials`, {
        token: fixture.tenant.token,
      })
      const urls = body.data.map((one: { callback_url: string }) => one.callback_url)
      assert.ok(urls.includes(`${CALLBACKS}${API}/oauth/callback/${LIGHTHOUSE}`))
    })

    test('a callback domain serves callbacks alone, and leads nowhere else', async () => {
      const callback = `${API}/oauth/callback`
      for (const path of [
        ...[`/connect/${NOBODY}`, '/connect/begin', '/', '/docs', '/mcp', `${API}/connect/sessions`],
        ...[callback, `${callback}/..?state=s`, `${callback}/%2e%2e`, `${callback}/a/../../..`],
        ...[`//evil.example${callback}/a`, `/%2f${callback}/a`],
      ]) {
        const { statusCode, headers } = await getByName(path)
        assert.deepEqual([statusCode, headers.location], [404, undefined], path)
      }
      const { host } = new URL(CALLBACKS)
      for (const name of [`${host}:80`, host.toUpperCase()]) {
        assert.equal((await getByName('/connect', { host: name })).statusCode, 404, name)
      }
      const path = `${callback}/${LIGHTHOUSE}?state=s`
      assert.equal((await getByName(path, { method: 'POST' })).statusCode, 404)
      assert.equal((await getByName('/health/live')).statusCode, 200)
      // Under any other host name the server itself responds, and does not know this state.
      for (const name of ['house.test', `evil.${host}`]) {
        assert.equal((await getByName(path, { host: name })).statusCode, 400, name)
      }
    })

    test('a link responds to a service that it does not offer as to an unknown one', async () => {
      const { token } = await link()
      const page = await fixture.testServer.call('GET', PAGE, { token })
      const offered = page.body.services.map((one: { definition_id: string }) => one.definition_id)
      assert.deepEqual(offered, [LIGHTHOUSE])
      const { hash } = newCode()
      const ask = {
        getConnectService: (definition_id: string) =>
          fixture.testServer.call('GET', `${PAGE}/services/${definition_id}`, { token }),
        beginConnectAuthorization: (definition_id: string) =>
          fixture.testServer.call('POST', `${PAGE}/authorization`, {
            token,
            body: { definition_id, option: 'beaconOAuth', confirmation_hash: hash },
          }),
        connectByCredentials: (definition_id: string) =>
          fixture.testServer.call('POST', `${PAGE}/credentials`, {
            token,
            body: { definition_id, option: 'key', configuration: {}, confirmation_hash: hash },
          }),
      }
      for (const [operation, call] of Object.entries(ask)) {
        const [other, unknown] = [await call(BEACON), await call(NOBODY)]
        assertError(other, 'definition_not_found', operation as keyof typeof ask)
        const { request_id: _, ...told } = other.body
        const { request_id: __, ...expected } = unknown.body
        assert.deepEqual(told, expected, operation)
      }
    })

    test('an authorization ends in the browser that began it, and is confirmed by its code', async () => {
      const { session_id, token } = await link()
      const { code, jar, callback } = await begin(token)
      const { location } = await visit(callback, jar)
      assert.equal(location?.href, `${PUBLIC_URL}/connect/${session_id}`)
      assert.equal((await get(session_id)).status, 'awaiting_confirmation')
      const confirmed = await fixture.testServer.call('POST', `${SESSIONS}/${session_id}/confirm`, {
        token: fixture.tenant.token,
        body: { confirmation_code: code },
      })
      assert.equal(confirmed.body.status, 'completed', confirmed.text)
      assert.equal((await fixture.execute(confirmed.body.connector_id)).status, 200)
    })

    test('a callback in another browser binds nothing, in both directions', async () => {
      const { session_id, token } = await link()
      const mine = await begin(token)
      assertError(await visit(mine.callback, new CookieJar()), 'oauth_state_unknown', 'completeOAuth')
      // The state is used up, also for the browser that began.
      assertError(await visit(mine.callback, mine.jar), 'oauth_state_unknown', 'completeOAuth')
      const other = await link()
      const [one, two] = [await begin(token), await begin(other.token)]
      assertError(await visit(one.callback, two.jar), 'oauth_state_unknown', 'completeOAuth')
      assert.equal((await get(session_id)).status, 'open')
      assert.equal((await get(other.session_id)).status, 'open')
    })

    test('a nonce is good once, on a page of this server, and a later one takes its place', async () => {
      const { token } = await link()
      const { hash } = newCode()
      const first = await getNonce(token, hash)
      assertError(await redeem(first, APP), 'csrf_refused', 'redeemConnectNonce')
      const second = await getNonce(token, hash)
      assertError(await redeem(first), 'connect_begin_refused', 'redeemConnectNonce')
      assert.equal((await redeem(second)).status, 200)
      assertError(await redeem(second), 'connect_begin_refused', 'redeemConnectNonce')
    })

    test('a response for another definition, or from another issuer, is refused', async () => {
      const { token } = await link()
      const asked = fixture.authorization.answered.length
      const one = await begin(token)
      one.callback.pathname = one.callback.pathname.replace(LIGHTHOUSE, BEACON)
      assertError(await visit(one.callback, one.jar), 'oauth_state_unknown', 'completeOAuth')
      const two = await begin(token)
      two.callback.searchParams.set('iss', 'https://elsewhere.example')
      assertError(await visit(two.callback, two.jar), 'oauth_state_unknown', 'completeOAuth')
      assert.equal(fixture.authorization.answered.length, asked, 'no code was sent anywhere')
    })

    test('of two authorizations of one link, one wins', async () => {
      const { session_id, token } = await link()
      const [one, two] = [await begin(token), await begin(token)]
      await Promise.all([visit(one.callback, one.jar), visit(two.callback, two.jar)])
      const { status, connector_id } = await get(session_id)
      assert.equal(status, 'awaiting_confirmation')
      assert.ok(connector_id)
    })

    test('a link that a token takes over ends what its holder began, at each step', async () => {
      const { testServer, tenant, scoped, workspace_id } = fixture
      const templates = `${API}/integrations/templates/sources/global`
      const { body: all } = await testServer.call('GET', templates, { token: tenant.token })
      const made = await testServer.call('POST', `${API}/internal/mcp_oauth/sessions`, {
        token: tenant.token,
        body: {
          source_definition_id: LIGHTHOUSE,
          workspace_id,
          source_template_id: all.data.find(
            (one: { connector_name: string }) => one.connector_name === 'lighthouse',
          ).id,
        },
      })
      assert.equal(made.status, 200, made.text)
      const { session_id, oauth_flow_url } = made.body
      const lost = new URL(oauth_flow_url).hash.slice(1)
      const consented = await begin(lost)
      const begun = await redeem(await getNonce(lost, newCode().hash))
      const nonce = await getNonce(lost, newCode().hash)

      const taken = await testServer.call('POST', `${API}/connect/widget-sessions`, {
        token: scoped,
        headers: { origin: PUBLIC_URL },
        body: { session_id },
      })
      assert.equal(taken.body.session_id, session_id, taken.text)
      assertError(await redeem(nonce), 'connect_begin_refused', 'redeemConnectNonce')
      await visit(consented.callback, consented.jar)
      const jar = new CookieJar()
      jar.keep(begun)
      await visit(await consentAt(begun.body.consent_url), jar)
      const { status, connector_id, error } = await get(session_id)
      assert.deepEqual([status, connector_id, error], ['open', null, null])

      const own = await begin(taken.body.token)
      await visit(own.callback, own.jar)
      assert.equal((await get(session_id)).status, 'completed')
    })

    test('a link ends permanently with the token that made it', async () => {
      const made = await fixture.testServer.mint(fixture.tenant, 'scene')
      const response = await fixture.testServer.call('POST', SESSIONS, { token: made.token, body: {} })
      const { session_id, token } = response.body
      await fixture.testServer.call('POST', `${API}/account/applications/token/revoke`, {
        token: made.token,
        body: {},
      })
      const page = await fixture.testServer.call('GET', PAGE, { token })
      assertError(page, 'connect_session_ended', 'getConnectPage')
      assert.equal((await get(session_id)).status, 'revoked')
    })

    test('a scoped token neither confirms, nor speaks for an end user, nor trusts a page', async () => {
      const { session_id } = await link()
      const confirm = await fixture.testServer.call('POST', `${SESSIONS}/${session_id}/confirm`, {
        token: fixture.scoped,
        body: {},
      })
      assertError(confirm, 'not_permitted', 'confirmConnectSession')
      for (const more of [
        { end_user: { id: 'u' } },
        { allowed_origins: [APP] },
        { require_confirmation: false },
        { on_existing: 'replace' },
      ]) {
        const made = await fixture.testServer.call('POST', SESSIONS, { token: fixture.scoped, body: more })
        assertError(made, 'not_permitted', 'createConnectSession')
      }
    })

    test('browsers are sent to registered origins alone', async () => {
      const made = await fixture.testServer.call('POST', SESSIONS, {
        token: fixture.tenant.token,
        body: { workspace_name: 'scene', redirect_url: 'https://evil.example/done' },
      })
      assertError(made, 'invalid_request', 'createConnectSession')
    })
  })
}
