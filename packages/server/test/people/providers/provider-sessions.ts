import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { insertProvider } from '@bulkhead/server/people/declared/insert-provider'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { callMcp, refresh, signAgentIn } from '@bulkhead/testing/oauth/agents'
import {
  COMPANY_CLIENT,
  type CompanyProvider,
  startCompanyProvider,
} from '@bulkhead/testing/oidc/company-provider'
import { signUpOwner } from '@bulkhead/testing/people'
import { PUBLIC_URL } from '@bulkhead/testing/test-server'
import { addProvider, begin, signInBy } from '../company.ts'
import type { ProvidersFixture } from './fixture.ts'

/** Tests how sessions of a provider end. */
export function testProviderSessions(get: () => ProvidersFixture): void {
  test('a sign-out here leads to the provider where it is wanted, and ends the session in any case', async () => {
    const { testServer, acme, owner, company, provider, newcomer } = get()
    const { subject } = newcomer()
    const set = (signs_out: boolean) =>
      testServer.call('PUT', `/api/v1/providers/${provider}`, {
        headers: owner.headers,
        body: { signs_out },
      })
    const signOut = async (headers: Readonly<Record<string, string>>) => {
      const { status, body, text } = await testServer.call('POST', '/auth/sign-out', { headers })
      assert.equal(status, 200, text)
      assert.equal((await testServer.call('GET', '/auth/session', { headers })).status, 401)
      return body.sign_out_url
    }
    const enter = async () => (await signInBy(testServer, provider, subject)).headers
    assert.equal(await signOut(await enter()), null)
    assert.deepEqual([(await set(true)).body.signs_out, (await set(true)).status], [true, 200])
    try {
      const url = new URL(await signOut(await enter()))
      assert.equal(url.origin, company.issuer)
      assert.deepEqual(Object.fromEntries(url.searchParams), {
        client_id: COMPANY_CLIENT.client_id,
        post_logout_redirect_uri: `${PUBLIC_URL}/sign-in`,
      })
      assert.equal((await fetch(url)).status, 200, 'the provider asks the person')
      url.searchParams.set('post_logout_redirect_uri', 'https://elsewhere.test/')
      assert.equal((await fetch(url)).status, 400)
      const byPassword = await signUpOwner(testServer, acme)
      assert.equal(await signOut(byPassword.headers), null, 'a session by a password')
    } finally {
      await set(false)
    }
  })

  const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
  const now = () => Math.floor(Date.now() / 1000)
  const toLogout = ({ issuer }: CompanyProvider, sub: string, more: object = {}) => ({
    ...{ iss: issuer, aud: COMPANY_CLIENT.client_id, sub, iat: now() },
    ...{ jti: randomUUID(), events: { [LOGOUT_EVENT]: {} }, ...more },
  })
  const sendLogout = (provider: string, logout_token: string) =>
    get().testServer.call('POST', `/auth/providers/${provider}/logout`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ logout_token }).toString(),
    })

  test('a sign-out at the provider ends sessions here, by a token that counts once', async () => {
    const { testServer, company, provider, newcomer } = get()
    const { subject } = newcomer()
    const enter = async (sid: string) => {
      company.alter = (claims) => ({ ...claims, sid })
      try {
        return await signInBy(testServer, provider, subject)
      } finally {
        company.alter = undefined
      }
    }
    const claims = (more?: object) => toLogout(company, subject, more)
    const send = (token: string, id = provider) => sendLogout(id, token)
    const [one, two] = [await enter('s-1'), await enter('s-2')]
    const isSignedIn = async ({ headers }: { headers: Record<string, string> }) =>
      (await testServer.call('GET', '/auth/session', { headers })).status === 200
    const stranger = await startCompanyProvider([])
    try {
      const wrong = [
        claims({ iss: 'https://other.example' }),
        claims({ aud: 'another' }),
        claims({ iat: now() - 3_600 }),
        claims({ events: { other: {} } }),
        claims({ nonce: 'a' }),
        claims({ sub: undefined }),
        claims({ jti: undefined }),
      ].map((one) => company.logoutToken(one))
      const foreign = stranger.logoutToken(claims())
      const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${foreign.split('.')[1]}.`
      for (const token of [...wrong, foreign, unsigned, '', 'x']) {
        const { status, body } = await send(token)
        assert.deepEqual([status, body.error], [400, 'invalid_request'], token)
      }
      assert.equal((await send(company.logoutToken(claims()), randomUUID())).status, 400)
    } finally {
      await stranger.close()
    }
    assert.deepEqual([await isSignedIn(one), await isSignedIn(two)], [true, true])
    const token = company.logoutToken(claims({ sid: 's-1' }))
    const answer = await send(token)
    assert.deepEqual([answer.status, answer.headers.get('cache-control')], [200, 'no-store'])
    assert.deepEqual([await isSignedIn(one), await isSignedIn(two)], [false, true])
    assert.equal((await send(token)).status, 400, 'once')
    assert.equal((await send(company.logoutToken(claims()))).status, 200)
    assert.equal(await isSignedIn(two), false)
  })

  test('a sign-in and a sign-out count for an issuer that was stored with a final slash', async () => {
    const { testServer, acme, company, newcomer } = get()
    const { database, keyring } = testServer.server.services
    const { provider_id: provider } = await asPrincipal(database, acme, 'read write', (tx) =>
      insertProvider(tx, keyring, {
        ...{ name: 'Slash', issuer: `${company.issuer}/`, ...COMPANY_CLIENT, admits: 'domain' },
      }),
    )
    const { subject } = newcomer()
    const { headers } = await signInBy(testServer, provider, subject)
    const sent = await sendLogout(provider, company.logoutToken(toLogout(company, subject)))
    assert.equal(sent.status, 200, sent.text)
    assert.equal((await testServer.call('GET', '/auth/session', { headers })).status, 401)
  })

  test('a sign-out whose keys cannot be read is refused', async () => {
    const { testServer, owner } = get()
    const company = await startCompanyProvider([])
    const provider = await addProvider(testServer, owner, company)
    await begin(testServer, provider)
    await company.close()
    const { status, body } = await sendLogout(provider, company.logoutToken(toLogout(company, 'somebody')))
    assert.deepEqual([status, body.error], [400, 'invalid_request'])
  })

  test('a session lapses, with the tokens minted in it, until the provider confirms the person again', async () => {
    const { testServer, acme, provider, newcomer } = get()
    const { subject } = newcomer()
    const session = await signInBy(testServer, provider, subject)
    const mint = () =>
      testServer.call('POST', '/api/v1/account/applications/scoped-token', {
        headers: session.headers,
        body: { workspace_name: 'eng-tools', create_workspace: false, read_only: true },
      })
    const set = (refreshed_at: Date) =>
      asPrincipal(testServer.server.services.database, acme, 'read write', (tx) =>
        tx
          .updateTable('identity.identities')
          .set({ refreshed_at })
          .where('person_id', '=', session.person.id)
          .execute(),
      )
    await set(new Date(Date.now() - 86_400_000 + 60_000))
    const { body, status, text } = await mint()
    assert.equal(status, 200, text)
    assert.ok(body.expires_in <= 60, `${body.expires_in}`)
    await set(new Date(Date.now() - 86_400_000))
    const paused = await testServer.call('GET', '/auth/session', { headers: session.headers })
    assert.deepEqual([paused.status, paused.body.code], [401, 'unauthenticated'])
    assert.match(paused.body.message, /confirm your identity again/)
    await signInBy(testServer, provider, subject)
    assert.equal((await testServer.call('GET', '/auth/session', { headers: session.headers })).status, 200)
  })

  test("an agent's grant from such a session pauses with it, and continues after a sign-in", async () => {
    const { testServer, acme, provider, eng, newcomer } = get()
    const { subject } = newcomer()
    const session = await signInBy(testServer, provider, subject)
    const set = (ms: number) =>
      asPrincipal(testServer.server.services.database, acme, 'read write', (tx) =>
        tx
          .updateTable('identity.identities')
          .set({ refreshed_at: new Date(Date.now() - 86_400_000 + ms) })
          .where('person_id', '=', session.person.id)
          .execute(),
      )
    const granted = { workspace_id: eng, narrowing: { read_only: true } }
    const { client, tokens } = await signAgentIn(testServer, session, granted)
    await set(60_000)
    const soon = await refresh(testServer, client, tokens.refresh_token)
    assert.equal(soon.status, 200, JSON.stringify(soon.body))
    assert.ok(soon.body.expires_in <= 60, `${soon.body.expires_in}`)
    await set(0)
    for (let tries = 0; tries < 2; tries += 1) {
      const { status, body } = await refresh(testServer, client, soon.body.refresh_token)
      assert.deepEqual([status, body.error], [400, 'temporarily_unavailable'])
    }
    await signInBy(testServer, provider, subject)
    const again = await refresh(testServer, client, soon.body.refresh_token)
    assert.equal(again.status, 200, JSON.stringify(again.body))
    assert.equal((await callMcp(testServer, again.body.access_token, 'tools/list')).status, 200)
  })

  test('a disabled provider signs nobody in, and its sessions and their grants end', async () => {
    const { testServer, owner, provider, eng, newcomer } = get()
    const { subject } = newcomer()
    const session = await signInBy(testServer, provider, subject)
    const { headers } = session
    const granted = { workspace_id: eng, narrowing: { read_only: true } }
    const { client, tokens } = await signAgentIn(testServer, session, granted)
    const put = (enabled: boolean) =>
      testServer.call('PUT', `/api/v1/providers/${provider}`, { headers: owner.headers, body: { enabled } })
    await put(false)
    assert.equal((await testServer.call('GET', '/auth/session', { headers })).status, 401)
    assert.equal((await callMcp(testServer, tokens.access_token, 'tools/list')).status, 401)
    assert.equal((await refresh(testServer, client, tokens.refresh_token)).body.error, 'invalid_grant')
    const begun = await testServer.call('POST', `/auth/providers/${provider}/sign-in`, {
      headers: { origin: PUBLIC_URL },
      body: {},
    })
    assert.deepEqual([begun.status, begun.body.code], [404, 'provider_not_found'])
    await put(true)
  })
}
