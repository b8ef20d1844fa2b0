import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { consentAt } from '@bulkhead/testing/oauth/authorization-server'
import { BEACON, LIGHTHOUSE } from '@bulkhead/testing/oauth/oauth-documents'
import { PUBLIC_URL } from '@bulkhead/testing/test-server'
import { API, assertError } from '../http/api.ts'
import { CookieJar } from '../oauth/cookie-jar.ts'
import { APP, type OAuthFixture, openOAuthFixture } from '../oauth/oauth-fixture.ts'
import { newCode, PAGE, SESSIONS } from './connect-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`attacks on connect links on ${engine.name}`, () => {
    let fixture: OAuthFixture
    before(async () => {
      fixture = await openOAuthFixture(engine)
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
    async function nonceOf(token: string, hash: string): Promise<string> {
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
      const begun = await redeem(await nonceOf(token, hash))
      assert.equal(begun.status, 200, begun.text)
      jar.keep(begun)
      return { code, jar, callback: await consentAt(begun.body.consent_url) }
    }
    const visit = (callback: URL, jar: CookieJar) => fixture.visit(callback, jar.sentTo(callback.pathname))
    const get = async (session_id: string) =>
      (await fixture.testServer.call('GET', `${SESSIONS}/${session_id}`, { token: fixture.tenant.token }))
        .body

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
      const first = await nonceOf(token, hash)
      assertError(await redeem(first, APP), 'csrf_refused', 'redeemConnectNonce')
      const second = await nonceOf(token, hash)
      assertError(await redeem(first), 'connect_begin_refused', 'redeemConnectNonce')
      assert.equal((await redeem(second)).status, 200)
      assertError(await redeem(second), 'connect_begin_refused', 'redeemConnectNonce')
    })

    test('the answer of another definition, or of another issuer, is no answer', async () => {
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

    test('a link ends with the token that made it, for good', async () => {
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
