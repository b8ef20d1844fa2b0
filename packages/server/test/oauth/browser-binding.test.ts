import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { consentAt } from '@bulkhead/testing/oauth/authorization-server'
import { LIGHTHOUSE } from '@bulkhead/testing/oauth/oauth-documents'
import { type SignedInPerson, signUpOwner } from '@bulkhead/testing/people'
import { assertError, CONNECTORS } from '../http/api.ts'
import { CookieJar } from './cookie-jar.ts'
import { INITIATE, type OAuthFixture, openOAuthFixture } from './oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`an authorization ends in the browser that began it, on ${engine.name}`, () => {
    let fixture: OAuthFixture
    let owner: SignedInPerson

    before(async () => {
      fixture = await openOAuthFixture(engine)
      await fixture.configure()
      owner = await signUpOwner(fixture.testServer, fixture.tenant)
    })
    after(() => fixture?.close())

    /** Begins in the web app. @returns The response, the jar of that browser, and where the service sends it. */
    async function begin(more: object = {}, jar = new CookieJar()) {
      const response = await fixture.testServer.call('POST', INITIATE, {
        headers: owner.headers,
        body: {
          connector_type: 'lighthouse',
          workspace_id: fixture.workspace_id,
          redirect_url: `${fixture.testServer.server.services.issuer}/w/scene/connectors`,
          ...more,
        },
      })
      assert.equal(response.status, 200, response.text)
      jar.keep(response)
      return { response, jar, callback: await consentAt(response.body.consent_url) }
    }
    const visit = (callback: URL, jar: CookieJar) => fixture.visit(callback, jar.sentTo(callback.pathname))
    const connectors = async () => {
      const path = `${CONNECTORS}?workspace_id=${fixture.workspace_id}`
      return (await fixture.testServer.call('GET', path, { token: fixture.tenant.token })).body.data.length
    }

    test('the cookie is for this host, ten minutes and no script', async () => {
      const { response, callback } = await begin()
      const [line = '', ...others] = response.headers.getSetCookie()
      assert.deepEqual(others, [])
      const [pair = '', ...attributes] = line.split('; ')
      assert.match(pair, /^bulkhead_authorization_[\w-]{12}=[\w-]{43}$/)
      assert.deepEqual(attributes.sort(), ['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax'])
      assert.equal(callback.pathname, `/api/v1/oauth/callback/${LIGHTHOUSE}`)
      const state = new URL(response.body.consent_url).searchParams.get('state') ?? ''
      assert.ok(!line.includes(state))
      assert.ok(!response.text.includes(pair.split('=')[1] ?? ''), 'the page does not see it')
    })

    test('the browser that began it ends it, once, and forgets the cookie', async () => {
      const { jar, callback } = await begin()
      const { query, location } = await visit(callback, jar)
      assert.ok(query.connector_id, location?.href)
      assert.equal(jar.size, 1)
      const again = await visit(callback, jar)
      assertError(again, 'oauth_state_unknown', 'completeOAuth')
    })

    test('the response to the callback removes the cookie', async () => {
      const { jar, callback } = await begin()
      jar.keep(await visit(callback, jar))
      assert.equal(jar.size, 0)
    })

    for (const [name, other] of Object.entries<(jar: CookieJar) => Promise<CookieJar>>({
      'without a cookie': async () => new CookieJar(),
      'that began another authorization': async () => (await begin()).jar,
      'with the cookie of a wrong value': async (jar) => {
        const forged = new CookieJar()
        const [cookie = ''] = jar.sentTo('/api/v1/oauth/callback/lighthouse').split('=')
        forged.keep({
          headers: new Headers({ 'set-cookie': `${cookie}=${'A'.repeat(43)}; Path=/` }),
        })
        return forged
      },
    })) {
      test(`a browser ${name} ends nothing, and uses the authorization up`, async () => {
        const count = await connectors()
        const asked = fixture.authorization.answered.length
        const { jar, callback } = await begin()
        const { location, ...response } = await visit(callback, await other(jar))
        assertError(response, 'oauth_state_unknown', 'completeOAuth')
        assert.match(response.body.message, /browser/)
        assert.equal(location, undefined)
        assert.equal(fixture.authorization.answered.length, asked, 'the code is not exchanged')
        // The code is in that browser's address bar, so the server accepts it only once.
        assertError(await visit(callback, jar), 'oauth_state_unknown', 'completeOAuth')
        assert.equal(await connectors(), count)
      })
    }

    test('a refusal at the service is brought back by the same browser alone, too', async () => {
      const { jar, callback } = await begin()
      const refused = new URL(callback)
      refused.searchParams.delete('code')
      refused.searchParams.set('error', 'access_denied')
      assertError(await visit(refused, new CookieJar()), 'oauth_state_unknown', 'completeOAuth')
      const second = await begin({}, jar)
      const url = new URL(second.callback)
      url.searchParams.delete('code')
      url.searchParams.set('error', 'access_denied')
      assert.equal((await visit(url, jar)).query.error, 'creation_failed')
    })

    test('two in progress in one browser both complete', async () => {
      const jar = new CookieJar()
      const one = await begin({}, jar)
      const two = await begin({}, jar)
      for (const { callback } of [two, one]) assert.ok((await visit(callback, jar)).query.connector_id)
    })

    test('a token has no browser: what it begins sets no cookie and needs none', async () => {
      const minted = await fixture.testServer.call('POST', '/api/v1/account/applications/scoped-token', {
        headers: owner.headers,
        body: { workspace_name: 'scene', create_workspace: false },
      })
      for (const token of [fixture.scoped, fixture.tenant.token, minted.body.token]) {
        const response = await fixture.initiate({ workspace_name: 'scene' }, token)
        assert.equal(response.status, 200, response.text)
        assert.deepEqual(response.headers.getSetCookie(), [])
        const { query } = await fixture.visit(await consentAt(response.body.consent_url))
        assert.ok(query.connector_id)
      }
    })

    test('a token beside the cookie of a session is a token', async () => {
      const { headers } = await fixture.testServer.call('POST', INITIATE, {
        token: fixture.scoped,
        headers: { cookie: owner.cookie },
        body: { connector_type: 'lighthouse', redirect_url: 'https://app.example.com/done' },
      })
      assert.deepEqual(headers.getSetCookie(), [])
    })
  })
}
