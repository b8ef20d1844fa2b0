import assert from 'node:assert/strict'
import diagnostics from 'node:diagnostics_channel'
import type { Server, ServerResponse } from 'node:http'
import { after, before, suite, test } from 'node:test'
import type { BoundFlow } from '@bulkhead/server/access/request/browser-binding'
import { engines } from '@bulkhead/testing/engines'
import {
  type AgentClient,
  type BegunSignIn,
  decide,
  finish,
  openAuthorization,
  registerAgent,
  send,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import { consentAt } from '@bulkhead/testing/oauth/authorization-server'
import { LIGHTHOUSE } from '@bulkhead/testing/oauth/oauth-documents'
import { type CompanyProvider, startCompanyProvider } from '@bulkhead/testing/oidc/company-provider'
import { type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { addPasskey, beginPasskeySignIn, sendPasskey } from '@bulkhead/testing/people/passkey'
import type { Answer, TestServer } from '@bulkhead/testing/test-server'
import { newCode, PAGE, SESSIONS } from '../connect/connect-fixture.ts'
import { CookieJar } from '../oauth/cookie-jar.ts'
import { INITIATE, type OAuthFixture, openOAuthFixture } from '../oauth/oauth-fixture.ts'
import { addProvider, begin as beginAtProvider, comeBack, getEnd } from '../people/company.ts'
import { API } from './api.ts'

const PUBLIC_URL = 'https://house.test'
const HOST_ONLY = /^__Host-bulkhead_([a-z]+)(?:_[\w-]{12})?$/
/** Each kind of cookie. A new kind must be added here, and to the flows below. */
const KINDS: Record<BoundFlow['kind'] | 'session', true> = {
  ...{ session: true, provider: true, passkey: true, authorization: true, connect: true, agent: true },
}

const [engine] = engines
assert.ok(engine)

// Cookies do not depend on the engine, so one engine is enough.
suite('cookies over https', () => {
  let fixture: OAuthFixture
  let testServer: TestServer
  let owner: SignedInPerson
  let company: CompanyProvider
  let client: AgentClient
  /** Every `Set-Cookie` of the server. */
  const sent: string[] = []
  const collect = (message: unknown) => {
    const { response, server } = message as { response: ServerResponse & { _header: string }; server: Server }
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : undefined
    if (testServer === undefined || String(port) !== new URL(testServer.server.url).port) return
    // Headers that are given to `writeHead` are nowhere else.
    for (const [, line = ''] of response._header.matchAll(/^set-cookie: (.*)$/gim)) sent.push(line.trim())
  }

  before(async () => {
    diagnostics.subscribe('http.server.response.finish', collect)
    fixture = await openOAuthFixture(engine, { environment: { BULKHEAD_PUBLIC_URL: PUBLIC_URL } })
    await fixture.configure()
    testServer = fixture.testServer
    owner = await signUpOwner(testServer, fixture.tenant)
    client = await registerAgent(testServer)
    const { organization } = fixture.tenant
    company = await startCompanyProvider([`${PUBLIC_URL}/auth/organizations/${organization}/callback`])
  })
  after(async () => {
    diagnostics.unsubscribe('http.server.response.finish', collect)
    await fixture?.close()
    await company?.close()
    await engine.close()
  })

  const grant = () => ({ workspace_id: fixture.workspace_id })

  async function beginAuthorization() {
    const begun = await testServer.call('POST', INITIATE, {
      headers: owner.headers,
      body: {
        connector_type: 'lighthouse',
        workspace_id: fixture.workspace_id,
        redirect_url: `${PUBLIC_URL}/w/scene/connectors`,
      },
    })
    return { begun, callback: await consentAt(begun.body.consent_url) }
  }
  async function beginConnect() {
    const link = await testServer.call('POST', SESSIONS, {
      token: fixture.tenant.token,
      body: { workspace_name: 'scene', services: ['lighthouse'], on_existing: 'add' },
    })
    const asked = await testServer.call('POST', `${PAGE}/authorization`, {
      token: link.body.token,
      body: { definition_id: LIGHTHOUSE, option: 'lighthouseOAuth', confirmation_hash: newCode().hash },
    })
    const begun = await testServer.call('POST', `${API}/connect/begin`, {
      headers: { origin: PUBLIC_URL },
      body: { nonce: asked.body.nonce },
    })
    assert.equal(begun.status, 200, begun.text)
    return { begun, callback: await consentAt(begun.body.consent_url), session_id: link.body.session_id }
  }
  const keep = (response: Pick<Answer, 'headers'>) => {
    const jar = new CookieJar()
    jar.keep(response)
    return jar.sentTo('/')
  }

  test('only this host can set each of them, and their names are of what they bind', async () => {
    await signInAgain(testServer, owner)
    await testServer.call('GET', '/auth/session', { headers: { cookie: owner.cookie } })
    const { passkey } = await addPasskey(testServer, owner)
    const challenge = await beginPasskeySignIn(testServer)
    const byPasskey = await sendPasskey(testServer, passkey.get(challenge.options), challenge.cookie)
    assert.equal(byPasskey.status, 200, byPasskey.text)
    const provider = await addProvider(testServer, owner, company)
    company.people.set('somebody', { name: 'Nobody', email: 'nobody@other.example', email_verified: true })
    assert.notEqual(
      getEnd(await comeBack(testServer, await beginAtProvider(testServer, provider), 'somebody')),
      '/',
    )
    await signAgentIn(testServer, owner, grant(), client)
    for (const { begun, callback } of [await beginAuthorization(), await beginConnect()])
      assert.equal((await fixture.visit(callback, keep(begun))).status, 302)
    const left = await signInAgain(testServer, owner)
    await testServer.call('POST', '/auth/sign-out', { headers: left.headers })

    const seen = sent.map((line) => {
      const [pair = '', ...attributes] = line.split('; ')
      const [, kind = ''] = HOST_ONLY.exec(pair.split('=')[0] ?? '') ?? []
      assert.ok(kind in KINDS, line)
      const names = attributes.map((one) => one.split('=')[0])
      assert.ok(attributes.includes('Secure') && attributes.includes('HttpOnly'), line)
      assert.ok(attributes.includes('Path=/') && !names.some((name) => /domain/i.test(name ?? '')), line)
      return kind
    })
    assert.deepEqual([...new Set(seen)].sort(), Object.keys(KINDS).sort())
  })

  /** Forms in which a sibling host, or a page over http, can set a cookie that this server set elsewhere. */
  const toForged = (cookie: string) =>
    ['', '__Secure-', '__host-'].map((prefix) => cookie.replaceAll('__Host-', prefix))

  test("a sibling host's cookie lets nobody decide on, or finish, the sign-in of another browser", async () => {
    const [attacker, other] = await Promise.all([begin(), begin()])
    assert.match(attacker.cookie, /^__Host-bulkhead_agent_[\w-]{12}=/)
    const plain = `bulkhead_agent=${attacker.id}; bulkhead_agent.sig=any; bulkhead_agent_began=${attacker.id}`
    const [, value] = attacker.cookie.split('=')
    const renamed = `${other.cookie.split('=')[0]}=${value}`
    for (const cookie of [plain, ...toForged(attacker.cookie), other.cookie, renamed]) {
      const victim = { ...attacker, cookie }
      const decided = await decide(testServer, owner, victim, grant())
      assert.deepEqual([decided.status, decided.body.code], [404, 'agent_sign_in_not_found'], cookie)
    }
    const decided = await decide(testServer, owner, attacker, grant())
    assert.equal(decided.status, 200, decided.text)
    const { pathname } = new URL(decided.body.redirect_to)
    for (const cookie of [plain, ...toForged(attacker.cookie), other.cookie, renamed]) {
      const { status, headers } = await send(testServer, 'GET', pathname, { headers: { cookie } })
      assert.deepEqual([status, headers.get('location')], [400, null], cookie)
    }
    assert.ok((await finish(testServer, attacker, decided.body.redirect_to)).searchParams.has('code'))
  })

  test('several sign-ins of programs in one browser go on, each by itself', async () => {
    const sign_ins = [await begin(), await begin(), await begin()]
    const cookie = sign_ins.map((one) => one.cookie).join('; ')
    for (const one of sign_ins.toReversed()) {
      const decided = await decide(testServer, owner, { ...one, cookie }, grant())
      assert.equal(decided.status, 200, decided.text)
      const { searchParams } = await finish(testServer, { cookie }, decided.body.redirect_to)
      assert.deepEqual([searchParams.has('code'), searchParams.get('state')], [true, one.state])
    }
  })

  test("a sibling host's cookie ends no authorization of another browser", async () => {
    for (const beginOne of [beginAuthorization, beginConnect]) {
      const unforged = keep((await beginOne()).begun)
      assert.match(unforged, /^__Host-/)
      for (const at of toForged(unforged).keys()) {
        const { begun, callback } = await beginOne()
        const cookie = toForged(keep(begun))[at]
        const { body } = await fixture.visit(callback, cookie)
        assert.equal(body?.code, 'oauth_state_unknown', cookie)
      }
      // The value of one flow under the name of another.
      const { begun, callback } = await beginOne()
      const [name] = keep(begun).split('=')
      const { body } = await fixture.visit(callback, `${name}=${unforged.split('=')[1]}`)
      assert.equal(body?.code, 'oauth_state_unknown')
    }
  })

  async function begin(): Promise<BegunSignIn> {
    const { begun } = await openAuthorization(testServer, client)
    assert.ok(begun)
    return begun
  }
})
