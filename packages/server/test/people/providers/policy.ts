import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createSharedCounter } from '@bulkhead/server/access/limits/shared-counter'
import { createSignUpLink } from '@bulkhead/server/operator/create-sign-up-link'
import { ATTEMPTS_WINDOW_MS } from '@bulkhead/server/people/attempt-limiter'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import {
  askDeviceCode,
  COMMAND_LINE,
  decide,
  finish,
  openAuthorization,
  redeemCode,
  refresh,
  registerAgent,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import { signInAtCompany } from '@bulkhead/testing/oidc/company-provider'
import { callAsPage, signUpOwner } from '@bulkhead/testing/people'
import { PUBLIC_URL } from '@bulkhead/testing/test-server'
import { addProvider, comeBack, getEnd, inviteBy, signInBy, toJourney } from '../company.ts'
import type { ProvidersFixture } from './fixture.ts'

/** Tests what owners and the operator see of providers and decide about them. */
export function testPolicy(get: () => ProvidersFixture): void {
  test('a review of access has everybody with all that gives rights, as JSON and as CSV', async () => {
    const { testServer, owner, provider, eng, newcomer } = get()
    const { subject, email } = newcomer({ name: '=Person, "quoted"' })
    const session = await signInBy(testServer, provider, subject)
    const granted = { workspace_id: eng, narrowing: { read_only: true } }
    const { grant_id } = await signAgentIn(testServer, session, granted)
    const { body: key } = await testServer.call('POST', `/api/v1/workspaces/${eng}/keys`, {
      headers: owner.headers,
      body: { name: 'worker' },
    })
    const review = (query = '', headers = owner.headers) =>
      testServer.call('GET', `/api/v1/access-review${query}`, { headers })
    assert.equal((await review('', session.headers)).status, 403)
    const { body: all } = await review('?limit=100')
    const find = (id: string) => all.data.find(({ person_id }: { person_id: string }) => person_id === id)
    const person = find(session.person.id)
    assert.deepEqual(
      [person.email, person.role, person.role_origin, person.providers],
      [email, 'member', 'provider', ['Company']],
    )
    assert.ok(Date.now() - Date.parse(person.last_signed_in_at) < 600_000)
    const [{ created_at: _, ...level }] = person.workspaces
    assert.deepEqual(level, {
      ...{ workspace_id: eng, workspace_name: 'eng-tools', level: 'user', origin: 'provider' },
    })
    assert.deepEqual(
      [person.agents[0].id, person.agents[0].workspace_name, person.keys],
      [grant_id, 'eng-tools', []],
    )
    assert.deepEqual(
      find(owner.person).keys.map(({ id, name }: { id: string; name: string }) => [id, name]),
      [[key.id, 'worker']],
    )
    const { body: first } = await review('?limit=1')
    assert.deepEqual(first.data, all.data.slice(0, 1))
    const { body: second } = await testServer.call('GET', first.next, { headers: owner.headers })
    assert.deepEqual(second.data, all.data.slice(1, 2))

    const file = await review('?format=csv')
    assert.match(file.headers.get('content-type') ?? '', /^text\/csv/)
    const lines = file.text.split('\r\n').filter((line) => line.startsWith(session.person.id))
    assert.equal(lines.length, 3, 'role, workspace, agent')
    const name = `"'=Person, ""quoted"""`
    assert.ok(
      lines[0]?.startsWith(`${session.person.id},${name},${email},member,provider,Company,`),
      lines[0],
    )
  })

  test('a failed sign-in is on record, and counts against the network that guesses passwords', async () => {
    const { testServer, acme, owner, company, provider, newcomer } = get()
    const address = '192.0.2.50'
    const own = await addProvider(testServer, owner, company)
    const headers = { origin: PUBLIC_URL, 'x-forwarded-for': address }
    const beginThere = () => testServer.call('POST', `/auth/providers/${own}/sign-in`, { headers, body: {} })
    const comeBackThere = async (begun: Awaited<ReturnType<typeof beginThere>>, subject: string) => {
      const { authorization_url, cookie } = toJourney(begun)
      const { pathname, search } = await signInAtCompany(authorization_url, subject)
      return testServer.call('GET', pathname + search, { headers: { ...headers, cookie } })
    }
    const counter = createSharedCounter({
      database: testServer.server.services.database,
      name: 'sign_in',
      windowMs: ATTEMPTS_WINDOW_MS,
    })
    await counter.count(`address ${address}`, 58)
    const begun = [await beginThere(), await beginThere(), await beginThere()] as const
    company.people.set('stranger', { name: 'S', email: 's@elsewhere.example', email_verified: true })
    assert.equal(getEnd(await comeBackThere(begun[0], 'stranger')), 'not_invited')
    assert.equal(getEnd(await comeBackThere(begun[1], 'nobody')), 'refused')
    await testServer.server.services.backgroundTasks.settled()
    const { body: audit } = await testServer.call(
      'GET',
      '/api/v1/audit?event=completeProviderSignIn&limit=100',
      { token: acme.token },
    )
    const records = audit.data.filter(({ subject_id }: { subject_id: string }) => subject_id === own)
    assert.deepEqual(
      records.map(({ outcome, code, person_id }: Record<string, string>) => [outcome, code, person_id]),
      [
        ['refused', 'refused', null],
        ['refused', 'not_invited', null],
      ],
    )
    const { subject } = newcomer()
    assert.equal(getEnd(await comeBackThere(begun[2], subject)), 'limited')
    const { status, body } = await beginThere()
    assert.deepEqual([status, body.code], [429, 'rate_limited'])
    assert.equal((await signInBy(testServer, provider, subject)).person.role, 'member', 'from elsewhere')
  })

  test('passwords are turned off by an owner whom a provider signed in, and a link of the operator breaks the glass', async () => {
    const { testServer, acme, owner, provider, eng, newcomer } = get()
    const policy = (headers: Readonly<Record<string, string>>, body: object) =>
      testServer.call('PUT', '/api/v1/sign-in', { headers, body })
    assert.deepEqual((await policy(owner.headers, { passwords: false })).body.code, 'sign_in_policy_refused')
    const { subject } = newcomer()
    const linking = await testServer.call('POST', `/auth/providers/${provider}/link`, {
      headers: owner.headers,
    })
    await comeBack(testServer, toJourney(linking), subject)
    const mine = await signInBy(testServer, provider, subject)
    // If the provider signs people in, their second factor is at the provider, for sessions and agents.
    const granted = { workspace_id: eng, narrowing: { read_only: true } }
    const { client, tokens } = await signAgentIn(testServer, mine, granted)
    assert.equal((await policy(mine.headers, { second_factor: true })).status, 200)
    const reach = async (headers: Readonly<Record<string, string>>) =>
      (await testServer.call('GET', '/api/v1/people', { headers })).status
    assert.deepEqual([await reach(mine.headers), await reach(owner.headers)], [200, 403])
    assert.equal((await refresh(testServer, client, tokens.refresh_token)).status, 200)
    assert.equal((await policy(mine.headers, { second_factor: false })).status, 200)
    const byPassword = await signUpOwner(testServer, acme)
    const kept = await signAgentIn(testServer, mine, { everywhere: true }, COMMAND_LINE)
    const everywhere = await signAgentIn(testServer, byPassword, { everywhere: true }, COMMAND_LINE)
    const paused = [everywhere, await signAgentIn(testServer, byPassword, granted)]
    const refreshGrant = ({ client, tokens }: typeof kept) =>
      refresh(testServer, client, tokens.refresh_token)
    assert.equal((await policy(mine.headers, { passwords: false })).status, 200)
    assert.equal((await testServer.call('GET', '/auth/session', { headers: owner.headers })).status, 401)
    const list = async ({ tokens }: typeof kept) =>
      (await testServer.call('GET', '/api/v1/people', { token: tokens.access_token })).status
    assert.deepEqual([await list(kept), await list(everywhere)], [200, 401])
    for (const grant of paused) {
      const { status, body } = await refreshGrant(grant)
      assert.deepEqual([status, body.error], [400, 'temporarily_unavailable'])
    }
    assert.equal((await refreshGrant(kept)).status, 200)
    const signIn = (password: string) =>
      testServer.call('POST', '/auth/sign-in', {
        headers: { origin: PUBLIC_URL },
        body: { email: owner.email, password },
      })
    assert.deepEqual(
      [(await signIn(owner.password)).body.code, (await signIn('wrong')).body.code],
      ['passwords_off', 'invalid_sign_in'],
    )
    const call = (method: string, id: string, body?: object) =>
      testServer.call(method, `/api/v1/providers/${id}`, { headers: mine.headers, ...(body && { body }) })
    const all = await testServer.call('GET', '/api/v1/providers', { headers: mine.headers })
    for (const { id, enabled } of all.body.data) {
      if (id !== provider && enabled) assert.equal((await call('PUT', id, { enabled: false })).status, 200)
    }
    // Nobody could sign in any more.
    assert.deepEqual(
      [
        (await call('DELETE', provider)).body.code,
        (await call('PUT', provider, { enabled: false })).body.code,
      ],
      ['sign_in_policy_refused', 'sign_in_policy_refused'],
    )
    // This session began with a password.
    const glass = await signUpOwner(testServer, acme)
    assert.equal((await testServer.call('GET', '/auth/session', { headers: glass.headers })).status, 200)
    assert.equal((await policy(mine.headers, { passwords: true })).status, 200)
    assert.equal((await signIn(owner.password)).status, 200)
    for (const grant of paused) assert.equal((await refreshGrant(grant)).status, 200)
  })

  test('nobody lets a program act in a session by a password while passwords are off', async () => {
    const { testServer, acme, provider, eng, newcomer } = get()
    const policy = (headers: Readonly<Record<string, string>>, body: object) =>
      testServer.call('PUT', '/api/v1/sign-in', { headers, body })
    const byPassword = await signUpOwner(testServer, acme)
    const { subject } = newcomer()
    const linking = await testServer.call('POST', `/auth/providers/${provider}/link`, {
      headers: byPassword.headers,
    })
    await comeBack(testServer, toJourney(linking), subject)
    const mine = await signInBy(testServer, provider, subject)
    const agent = await registerAgent(testServer)
    const granted = { workspace_id: eng, narrowing: { read_only: true } }
    const open = async (client = agent) => {
      const { begun, answer } = await openAuthorization(testServer, client)
      assert.ok(begun, JSON.stringify(answer.body))
      return begun
    }
    const early = await open()
    const decided = await decide(testServer, byPassword, early, granted)
    assert.equal(decided.status, 200, decided.text)
    const callback = await finish(testServer, early, decided.body.redirect_to)
    assert.equal((await policy(mine.headers, { passwords: false })).status, 200)
    try {
      const late = await redeemCode(testServer, agent, early, callback)
      assert.deepEqual([late.status, late.body.error], [400, 'invalid_grant'])
      assert.match(late.body.error_description, /passwords off/)
      const glass = await signUpOwner(testServer, acme)
      const begun = await open()
      const everywhere = await open(COMMAND_LINE)
      const { body: device } = await askDeviceCode(testServer)
      const typed = await testServer.call('POST', '/oauth/device/decision', {
        headers: glass.headers,
        body: { user_code: device.user_code, allow: true, everywhere: true },
      })
      for (const { status, body } of [
        await decide(testServer, glass, begun, granted),
        await decide(testServer, glass, everywhere, { everywhere: true }),
        typed,
      ])
        assert.deepEqual([status, body.code], [403, 'passwords_off'])
      const { body: grants } = await testServer.call('GET', '/api/v1/agent-grants', {
        headers: mine.headers,
      })
      const owners = grants.data.map(({ person_id }: { person_id: string }) => person_id)
      assert.equal(owners.includes(glass.person), false)
      // The program still waits for a decision.
      assert.equal((await decide(testServer, mine, begun, granted)).status, 200)
      assert.equal((await policy(glass.headers, { passwords: true })).status, 200)
      assert.equal((await decide(testServer, glass, await open(), granted)).status, 200)
    } finally {
      assert.equal((await policy(mine.headers, { passwords: true })).status, 200)
    }
  })

  test('a link of the operator gives a password to an owner who has none', async () => {
    const { testServer, acme, provider, newcomer } = get()
    const { subject, email } = newcomer()
    const { headers } = await signUpOwner(testServer, acme)
    assert.ok(email)
    const { token } = await inviteBy(testServer, { headers }, email, { role: 'owner' })
    const { person } = await signInBy(testServer, provider, subject, token)
    assert.equal(person.role, 'owner')
    const { database, issuer, log } = testServer.server.services
    const { url } = await asOperator(database, log, 'test', (tx) =>
      createSignUpLink(tx, acme.organization, issuer, person.id),
    )
    const given = { email, password: randomBytes(12).toString('hex') }
    const signedUp = await callAsPage(testServer, '/auth/sign-up', {
      ...given,
      ...{ token: new URL(url).hash.slice(1), name: person.name },
    })
    assert.equal(signedUp.status, 200, signedUp.text)
    assert.equal((await callAsPage(testServer, '/auth/sign-in', given)).status, 200)
  })

  test('a provider stays while no owner could sign in without it, and its deletion counts who cannot', async () => {
    const { testServer, other, company, newcomer } = get()
    const first = await signUpOwner(testServer, other)
    const provider = await addProvider(testServer, first, company, { admits: 'invited' })
    const path = `/api/v1/providers/${provider}`
    async function join(role: string) {
      const { subject, email } = newcomer()
      assert.ok(email)
      const { token } = await inviteBy(testServer, first, email, { role })
      return signInBy(testServer, provider, subject, token)
    }
    const owner = await join('owner')
    await join('member')
    const { body: all } = await testServer.call('GET', '/api/v1/people?role=owner', owner)
    for (const { id } of all.data) {
      if (id !== owner.person.id) await testServer.call('DELETE', `/api/v1/people/${id}`, owner)
    }
    for (const refused of [
      await testServer.call('DELETE', path, owner),
      await testServer.call('PUT', path, { headers: owner.headers, body: { enabled: false } }),
    ])
      assert.equal(refused.body.code, 'sign_in_policy_refused', refused.text)
    const second = await signUpOwner(testServer, other)
    const deleted = await testServer.call('DELETE', path, second)
    assert.deepEqual([deleted.status, deleted.body.locked_out], [200, 2], deleted.text)
  })
}
