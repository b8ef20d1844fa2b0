import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { ATTEMPTS_WINDOW_MS } from '@bulkhead/server/identity/attempt-limiter'
import { sealSecret } from '@bulkhead/server/identity/providers/provider-rows'
import { createSignUpLink } from '@bulkhead/server/operator/create-sign-up-link'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { createSharedCounter } from '@bulkhead/server/quotas/shared-counter'
import { engines } from '@bulkhead/testing/engines'
import { callMcp, refresh, signAgentIn } from '@bulkhead/testing/oauth/agents'
import {
  COMPANY_CLIENT,
  type CompanyProvider,
  signInAtCompany,
  startCompanyProvider,
} from '@bulkhead/testing/oidc/company-provider'
import {
  callAsPage,
  getOwner,
  type SignedInPerson,
  signUpOwner,
  signUpPerson,
} from '@bulkhead/testing/people'
import { PUBLIC_URL, startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { addProvider, begin, comeBack, getEnd, signInBy, toJourney, toSession } from './company.ts'

for (const engine of engines) {
  describe(`providers of an organization on ${engine.name}`, () => {
    let testServer: TestServer
    let acme: Tenant
    let other: Tenant
    let owner: SignedInPerson
    let company: CompanyProvider
    let provider: string
    let eng: string
    let ops: string

    before(async () => {
      testServer = await startTestServer(engine, { environment: { BULKHEAD_TRUSTED_PROXIES: '127.0.0.1' } })
      acme = await testServer.createTenant('Acme')
      other = await testServer.createTenant('Other')
      owner = await getOwner(testServer, acme)
      eng = (await testServer.mint(acme, 'eng-tools')).workspace_id
      ops = (await testServer.mint(acme, 'ops')).workspace_id
      company = await startCompanyProvider(
        [acme, other].map(({ organization }) => `${PUBLIC_URL}/auth/organizations/${organization}/callback`),
      )
      await prove('acme.example', acme)
      provider = await addProvider(testServer, owner, company, {
        admits: 'domain',
        mappings: [
          { value: 'eng', workspaces: [{ workspace_id: eng, level: 'user' }] },
          { value: 'leads', role: 'admin' },
        ],
      })
    })
    after(async () => {
      await testServer?.close()
      await company?.close()
      await engine.close()
    })

    /** Proves a domain, as the operator would. */
    async function prove(domain: string, tenant: Tenant): Promise<void> {
      const { database } = testServer.server.services
      const { organization } = tenant
      await asPrincipal(database, { organization }, 'read write', (tx) =>
        tx
          .insertInto('identity.domains')
          .values({
            organization_id: organization,
            domain,
            challenge: 'c',
            proven_at: new Date(),
            proven_by: 'operator',
          })
          .execute(),
      )
    }

    let people = 0
    /** Somebody whom the company knows. */
    function newcomer(claims: object = {}) {
      people += 1
      const [subject, email] = [`subject-${people}`, `person-${people}@acme.example`]
      company.people.set(subject, {
        name: `Person ${people}`,
        email,
        email_verified: true,
        groups: ['eng'],
        ...claims,
      })
      return { subject, email }
    }
    const levelsOf = async (person_id: string) => {
      const rows = await asPrincipal(testServer.server.services.database, acme, 'read only', (tx) =>
        tx
          .selectFrom('workspace_members')
          .select(['workspace_id', 'level'])
          .where('person_id', '=', person_id)
          .execute(),
      )
      return Object.fromEntries(rows.map(({ workspace_id, level }) => [workspace_id, level]))
    }
    const setMappings = async (mappings: object[], headers = owner.headers) => {
      const { status, text } = await testServer.call('PUT', `/api/v1/providers/${provider}`, {
        headers,
        body: { mappings },
      })
      assert.equal(status, 200, text)
    }
    const MAPPINGS = () => [
      { value: 'eng', workspaces: [{ workspace_id: eng, level: 'user' }] },
      { value: 'leads', role: 'admin' },
    ]

    test('a domain leads to its providers, and an address to nothing', async () => {
      const find = async (email: string) => {
        const headers = { origin: PUBLIC_URL }
        return (await testServer.call('POST', '/auth/providers', { headers, body: { email } })).body
      }
      assert.deepEqual(await find('nobody@ACME.example'), {
        data: [{ id: provider, name: 'Company' }],
        passwords: true,
      })
      assert.deepEqual(await find(owner.email), { data: [], passwords: true })
    })

    test('somebody of the domain signs in, with what the groups give', async () => {
      const { subject, email } = newcomer()
      const journey = await begin(testServer, provider, '/activity?since=1')
      const answer = await comeBack(testServer, journey, subject)
      assert.equal(getEnd(answer), '/activity?since=1')
      assert.match(answer.headers.getSetCookie()[0] ?? '', /^bulkhead_session=.*HttpOnly/)
      const session = await toSession(testServer, answer)
      assert.equal(session.person.email, email)
      assert.equal(session.person.role, 'member')
      assert.equal(session.organization.id, acme.organization)
      assert.deepEqual(await levelsOf(session.person.id), { [eng]: 'user' })
      const again = await signInBy(testServer, provider, subject)
      assert.equal(again.person.id, session.person.id)
    })

    test('a changed mapping or group counts at the next sign-in, and ends what was minted', async () => {
      const { subject } = newcomer({ groups: ['eng', 'leads'] })
      const first = await signInBy(testServer, provider, subject)
      assert.equal(first.person.role, 'admin')
      const { body: minted } = await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
        headers: first.headers,
        body: { workspace_name: 'ops', create_workspace: false },
      })
      await setMappings([{ value: 'eng', workspaces: [{ workspace_id: ops, level: 'viewer' }] }])
      const before = await testServer.call('GET', '/auth/session', { headers: first.headers })
      assert.equal(before.body.person.role, 'admin', 'not before')
      const second = await signInBy(testServer, provider, subject)
      assert.equal(second.person.role, 'member')
      assert.deepEqual(await levelsOf(first.person.id), { [ops]: 'viewer' })
      const { status } = await testServer.call('GET', '/api/v1/account/applications/scoped-token/info', {
        token: minted.token,
      })
      assert.equal(status, 401)
      company.people.set(subject, { ...company.people.get(subject), groups: [] })
      await signInBy(testServer, provider, subject)
      assert.deepEqual(await levelsOf(first.person.id), {})
      await setMappings(MAPPINGS())
    })

    test('what a person gave stays: a role, a level', async () => {
      const { subject } = newcomer({ groups: ['leads', 'eng'] })
      const { person } = await signInBy(testServer, provider, subject)
      const { headers } = owner
      await testServer.call('PUT', `/api/v1/people/${person.id}/role`, { headers, body: { role: 'member' } })
      await testServer.call('PUT', `/api/v1/workspaces/${ops}/members/${person.id}`, {
        headers,
        body: { level: 'manager' },
      })
      const again = await signInBy(testServer, provider, subject)
      assert.equal(again.person.role, 'member')
      assert.deepEqual(await levelsOf(person.id), { [ops]: 'manager', [eng]: 'user' })
    })

    test('no mapping makes an owner', async () => {
      const { status, body } = await testServer.call('PUT', `/api/v1/providers/${provider}`, {
        headers: owner.headers,
        body: { mappings: [{ value: 'eng', role: 'owner' }] },
      })
      assert.deepEqual([status, body.code], [422, 'invalid_request'])
      await assert.rejects(
        asPrincipal(testServer.server.services.database, acme, 'read write', (tx) =>
          tx
            .updateTable('identity.providers')
            .set({ mappings: '[{"value": "eng", "role": "owner"}]' })
            .execute(),
        ),
        { code: '23514' },
      )
    })

    test('whoever has the address already is nobody for the provider, until linked by a session', async () => {
      const { subject } = newcomer({ email: owner.email })
      await prove('example.com', acme)
      assert.equal(
        getEnd(await comeBack(testServer, await begin(testServer, provider), subject)),
        'address_in_use',
      )
      const linking = await testServer.call('POST', `/auth/providers/${provider}/link`, {
        headers: owner.headers,
      })
      assert.equal(linking.status, 200, linking.text)
      const linked = await comeBack(testServer, toJourney(linking), subject)
      assert.equal(getEnd(linked), '/settings/account?linked=true')
      const session = await signInBy(testServer, provider, subject)
      assert.equal(session.person.id, owner.person)
      assert.equal(session.person.role, 'owner', 'which no mapping takes')
    })

    test('a provider of another organization asserts the owner, and gets nothing', async () => {
      const theirs = await getOwner(testServer, other)
      const id = await addProvider(testServer, theirs, company, { admits: 'domain', trusts_email: true })
      const { subject } = newcomer({ email: owner.email })
      await prove('other.example', other)
      assert.equal(getEnd(await comeBack(testServer, await begin(testServer, id), subject)), 'not_invited')
      const claimed = await testServer.call('POST', '/api/v1/domains', {
        headers: theirs.headers,
        body: { domain: 'acme.example' },
      })
      assert.equal(claimed.body.proven_at, null)
      const known = newcomer()
      const mine = await signInBy(testServer, provider, known.subject)
      // The same subject of the same issuer, through the other organization.
      assert.equal(
        getEnd(await comeBack(testServer, await begin(testServer, id), known.subject)),
        'not_invited',
      )
      assert.equal(mine.organization.id, acme.organization)
      // A sign-in that began for one organization cannot end in another.
      const journey = await begin(testServer, id)
      const back = await signInAtCompany(journey.authorization_url, known.subject)
      const moved = back.pathname.replace(other.organization, acme.organization)
      const answer = await testServer.call('GET', moved + back.search, {
        headers: { cookie: journey.cookie },
      })
      assert.equal(getEnd(answer), 'expired')
    })

    test('the same address from a second provider of the organization is another identity, and nobody', async () => {
      const { subject, email } = newcomer()
      const first = await signInBy(testServer, provider, subject)
      const second = await startCompanyProvider([
        `${PUBLIC_URL}/auth/organizations/${acme.organization}/callback`,
      ])
      try {
        const id = await addProvider(testServer, owner, second, { admits: 'domain' })
        second.people.set(subject, { email, email_verified: true })
        assert.equal(
          getEnd(await comeBack(testServer, await begin(testServer, id), subject)),
          'address_in_use',
        )
        assert.equal((await signInBy(testServer, provider, subject)).person.id, first.person.id)
      } finally {
        await second.close()
      }
    })

    test('who is not of the domain, or whose address is not verified, needs an invitation', async () => {
      const stranger = newcomer({ email: 'stranger@elsewhere.example' })
      const unverified = newcomer({ email_verified: false })
      const nameless = newcomer({ email: undefined })
      const end = async ({ subject }: { subject: string }) =>
        getEnd(await comeBack(testServer, await begin(testServer, provider), subject))
      assert.equal(await end(stranger), 'not_invited')
      assert.equal(await end(unverified), 'address_unverified')
      assert.equal(await end(nameless), 'no_address')
      const { status } = await testServer.call('POST', '/api/v1/invitations', {
        headers: owner.headers,
        body: {
          emails: ['stranger@elsewhere.example'],
          role: 'member',
          workspaces: [{ workspace_id: ops, level: 'viewer' }],
        },
      })
      assert.equal(status, 200)
      const { person } = await signInBy(testServer, provider, stranger.subject)
      assert.deepEqual(await levelsOf(person.id), { [ops]: 'viewer', [eng]: 'user' })
    })

    test('who was removed comes back by an invitation alone', async () => {
      const { subject, email } = newcomer()
      const { person, headers } = await signInBy(testServer, provider, subject)
      await testServer.call('DELETE', `/api/v1/people/${person.id}`, { headers: owner.headers })
      assert.equal((await testServer.call('GET', '/auth/session', { headers })).status, 401)
      assert.equal(getEnd(await comeBack(testServer, await begin(testServer, provider), subject)), 'removed')
      await testServer.call('POST', '/api/v1/invitations', {
        headers: owner.headers,
        body: { emails: [email], role: 'member' },
      })
      assert.notEqual((await signInBy(testServer, provider, subject)).person.id, person.id)
    })

    const BAD: Readonly<Record<string, [(claims: Readonly<Record<string, unknown>>) => object, RegExp]>> = {
      issuer: [(claims) => ({ ...claims, iss: 'https://evil.example' }), /issuer "https:\/\/evil\.example"/],
      audience: [
        (claims) => ({ ...claims, aud: 'somebody-else' }),
        /for "somebody-else", and the client id that you entered is/,
      ],
      nonce: [(claims) => ({ ...claims, nonce: 'of another' }), /its nonce is not the one/],
      clock: [
        (claims) => ({ ...claims, exp: Number(claims.exp) - 4000, iat: Number(claims.iat) - 4000 }),
        /exp is off by \d+ seconds.*clocks/,
      ],
    }
    for (const [what, [alter, sentence]] of Object.entries(BAD)) {
      test(`a token with a wrong ${what} signs nobody in, and a test says why`, async () => {
        const { subject } = newcomer()
        company.alter = alter as never
        try {
          const answer = await comeBack(testServer, await begin(testServer, provider), subject)
          assert.equal(getEnd(answer), 'invalid')
          assert.doesNotMatch(answer.headers.getSetCookie()[0] ?? '', /bulkhead_session/)
          const { result } = await tryOut(subject)
          assert.deepEqual([result.state, result.claims], ['failed', undefined])
          assert.match(result.failure, sentence)
        } finally {
          company.alter = undefined
        }
      })
    }

    async function tryOut(subject: string) {
      const begun = await testServer.call('POST', `/api/v1/providers/${provider}/test`, {
        headers: owner.headers,
      })
      assert.equal(begun.status, 200, begun.text)
      const path = `/api/v1/providers/${provider}/tests/${begun.body.test_id}`
      const read = async () => (await testServer.call('GET', path, { headers: owner.headers })).body
      assert.equal((await read()).state, 'waiting')
      const answer = await comeBack(testServer, toJourney(begun), subject)
      assert.equal(getEnd(answer), `/settings/sign-in?provider=${provider}&test=${begun.body.test_id}`)
      assert.doesNotMatch(answer.headers.getSetCookie()[0] ?? '', /bulkhead_session/)
      return { result: await read(), path }
    }

    test('a test shows the claims that came and what they give, to owners of the organization alone', async () => {
      const { subject, email } = newcomer({ groups: ['eng', 'leads'] })
      const { result, path } = await tryOut(subject)
      assert.equal(result.state, 'succeeded')
      assert.deepEqual(result.claims.groups, ['eng', 'leads'])
      assert.deepEqual(
        [result.gives.role, result.gives.email, result.gives.workspaces],
        ['admin', email, [{ workspace_id: eng, level: 'user' }]],
      )
      const theirs = await getOwner(testServer, other)
      assert.equal((await testServer.call('GET', path, { headers: theirs.headers })).status, 404)
      const admin = await signUpPerson(testServer, acme, 'admin')
      assert.equal((await testServer.call('GET', path, { headers: admin.headers })).status, 403)
    })

    test('a code and a state are good once, in one browser, and a refusal is one', async () => {
      const { subject } = newcomer()
      const journey = await begin(testServer, provider)
      const back = await signInAtCompany(journey.authorization_url, subject)
      const visit = (cookie: string) =>
        testServer.call('GET', back.pathname + back.search, { headers: { cookie } })
      assert.equal(getEnd(await visit('bulkhead_provider_x=y')), 'expired', 'another browser')
      assert.equal(getEnd(await visit(journey.cookie)), 'expired', 'which used the state up')
      // The code with a state of its own: the provider has it once, and the nonce is another one.
      const mine = await begin(testServer, provider)
      const good = await signInAtCompany(mine.authorization_url, subject)
      assert.equal(
        getEnd(
          await testServer.call('GET', good.pathname + good.search, { headers: { cookie: mine.cookie } }),
        ),
        '/',
      )
      const third = await begin(testServer, provider)
      const stolen = new URL(third.authorization_url).searchParams.get('state') ?? ''
      const replay = new URL(good)
      replay.searchParams.set('state', stolen)
      assert.equal(
        getEnd(
          await testServer.call('GET', replay.pathname + replay.search, {
            headers: { cookie: third.cookie },
          }),
        ),
        'invalid',
      )
      const refused = await comeBack(testServer, await begin(testServer, provider), 'nobody')
      assert.equal(getEnd(refused), 'refused')
    })

    test('an answer of another issuer is none', async () => {
      const { subject } = newcomer()
      const journey = await begin(testServer, provider)
      const back = await signInAtCompany(journey.authorization_url, subject)
      back.searchParams.set('iss', 'https://evil.example')
      const answer = await testServer.call('GET', back.pathname + back.search, {
        headers: { cookie: journey.cookie },
      })
      assert.equal(getEnd(answer), 'invalid')
    })

    test('a provider that is down says so, and sessions go on', async () => {
      const { subject } = newcomer()
      const { headers } = await signInBy(testServer, provider, subject)
      const journey = await begin(testServer, provider)
      const back = await signInAtCompany(journey.authorization_url, subject)
      company.fails_with = 503
      try {
        const answer = await testServer.call('GET', back.pathname + back.search, {
          headers: { cookie: journey.cookie },
        })
        assert.equal(getEnd(answer), 'unreachable')
        assert.equal((await testServer.call('GET', '/auth/session', { headers })).status, 200)
        const tried = await testServer.call('POST', `/api/v1/providers/${provider}/test`, {
          headers: owner.headers,
        })
        assert.deepEqual([tried.status, tried.body.code], [424, 'provider_failed'])
        assert.match(tried.body.message, /status 503/)
      } finally {
        company.fails_with = undefined
      }
    })

    test('a sign-out here leads to the provider where it is wanted, and ends the session in any case', async () => {
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

    test('a sign-out at the provider ends sessions here, by a token that counts once', async () => {
      const { subject } = newcomer()
      const enter = async (sid: string) => {
        company.alter = (claims) => ({ ...claims, sid })
        try {
          return await signInBy(testServer, provider, subject)
        } finally {
          company.alter = undefined
        }
      }
      const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
      const now = () => Math.floor(Date.now() / 1000)
      const claims = (more: object = {}) => ({
        ...{ iss: company.issuer, aud: COMPANY_CLIENT.client_id, sub: subject, iat: now() },
        ...{ jti: randomUUID(), events: { [EVENT]: {} }, ...more },
      })
      const send = (logout_token: string, id = provider) =>
        testServer.call('POST', `/auth/providers/${id}/logout`, {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ logout_token }).toString(),
        })
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

    test('a stranger is not told where a provider is, and an owner is', async () => {
      const { database, keyring } = testServer.server.services
      const issuer = 'http://127.0.0.1:9/realms/inner'
      const id = randomUUID()
      await asPrincipal(database, acme, 'read write', async (tx) => {
        const row = {
          organization_id: acme.organization,
          provider_id: id,
          name: 'Away',
          issuer,
          client_id: 'a',
        }
        const sealed = await sealSecret(tx, keyring, { provider: id, issuer }, 'a secret')
        await tx
          .insertInto('identity.providers')
          .values({ ...row, sealed, scopes: [], claims: '{}', mappings: '[]' })
          .execute()
      })
      const asked = await callAsPage(testServer, `/auth/providers/${id}/sign-in`, {})
      assert.deepEqual([asked.status, asked.body.code], [424, 'provider_failed'])
      assert.ok(asked.body.request_id)
      assert.doesNotMatch(asked.text, /127\.0\.0\.1|inner|reached/)
      const member = await signUpPerson(testServer, acme, 'member')
      const link = (headers: Readonly<Record<string, string>>) =>
        testServer.call('POST', `/auth/providers/${id}/link`, { headers })
      assert.doesNotMatch((await link(member.headers)).text, /127\.0\.0\.1|inner|reached/)
      assert.match((await link(owner.headers)).body.message, /could not be reached/)
      const { headers } = owner
      const tried = await testServer.call('POST', `/api/v1/providers/${id}/test`, { headers })
      assert.match(tried.body.message, /could not be reached/)
      await testServer.call('DELETE', `/api/v1/providers/${id}`, { headers })
    })

    test('a wrong issuer, secret or address is answered with what to enter', async () => {
      const create = async (settings: object) =>
        (
          await testServer.call('POST', '/api/v1/providers', {
            headers: owner.headers,
            body: { name: 'Wrong', issuer: company.issuer, ...COMPANY_CLIENT, ...settings },
          })
        ).body
      const entered = company.issuer.replace('127.0.0.1', '127.0.0.2')
      const mismatch = await create({ issuer: entered })
      // On a system with all loopback addresses, this address responds. Elsewhere nothing listens on it.
      assert.equal(mismatch.code, 'provider_failed')
      const path = await create({ issuer: `${company.issuer}/realms/none` })
      assert.equal(path.code, 'provider_failed')
      assert.match(path.message, /status 404/)
      assert.match((await create({ issuer: 'http://192.0.2.1' })).message, /could not be reached/)
      const id = await addProvider(
        testServer,
        owner,
        { issuer: `${company.issuer}/.well-known/openid-configuration` },
        { client_secret: 'wrong' },
      )
      const begun = await testServer.call('POST', `/api/v1/providers/${id}/test`, { headers: owner.headers })
      await comeBack(testServer, toJourney(begun), newcomer().subject)
      const { body } = await testServer.call('GET', `/api/v1/providers/${id}/tests/${begun.body.test_id}`, {
        headers: owner.headers,
      })
      assert.match(body.failure, /does not know this client id with this client secret/)
      await testServer.call('DELETE', `/api/v1/providers/${id}`, { headers: owner.headers })
    })

    test('no secret of a provider is shown or logged', async () => {
      const { text } = await testServer.call('GET', '/api/v1/providers', { headers: owner.headers })
      assert.ok(!text.includes(COMPANY_CLIENT.client_secret))
      assert.ok(!testServer.log.join('').includes(COMPANY_CLIENT.client_secret))
    })

    test('a suggestion gives nothing until an admin accepts it, and a new name changes nothing', async () => {
      const mappings = [
        { value: 'eng', workspaces: [{ workspace_id: ops, level: 'viewer' }] },
        { value: 'eng', suggests: { pattern: 'eng-*', level: 'manager' } },
      ]
      await setMappings(mappings)
      const { subject } = newcomer()
      const { person } = await signInBy(testServer, provider, subject)
      assert.deepEqual(await levelsOf(person.id), { [ops]: 'viewer' })
      const admin = await signUpPerson(testServer, acme, 'admin')
      const path = `/api/v1/providers/${provider}/suggestions`
      const { body } = await testServer.call('GET', path, { headers: admin.headers })
      assert.deepEqual(body.data, [
        { claim: 'groups', value: 'eng', workspace_id: eng, workspace_name: 'eng-tools', level: 'manager' },
      ])
      const accept = (workspace_id: string) =>
        testServer.call('POST', path, {
          headers: admin.headers,
          body: { claim: 'groups', value: 'eng', workspace_id },
        })
      const { workspace_id: third } = await testServer.mint(acme, 'third')
      assert.equal((await accept(third)).status, 404, 'which is not suggested')
      assert.deepEqual((await accept(eng)).body, { workspace_id: eng, level: 'manager' })
      await testServer.mint(acme, 'eng-new')
      await signInBy(testServer, provider, subject)
      assert.deepEqual(await levelsOf(person.id), { [ops]: 'viewer', [eng]: 'manager' })
      const refused = await testServer.call('PUT', `/api/v1/providers/${provider}`, {
        headers: admin.headers,
        body: { mappings: [] },
      })
      assert.equal(refused.status, 403, 'mappings are the owners’')
      await setMappings(MAPPINGS())
    })

    test('a session lapses, with what was minted in it, until the provider says again who it is', async () => {
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
      assert.match(paused.body.message, /confirm again/)
      await signInBy(testServer, provider, subject)
      assert.equal((await testServer.call('GET', '/auth/session', { headers: session.headers })).status, 200)
    })

    test('what an agent was granted in such a session pauses with it, and goes on after a sign-in', async () => {
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

    test('a review of access has everybody with all that gives rights, as JSON and as CSV', async () => {
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
      const address = '192.0.2.50'
      const own = await addProvider(testServer, owner, company)
      const headers = { origin: PUBLIC_URL, 'x-forwarded-for': address }
      const beginThere = () =>
        testServer.call('POST', `/auth/providers/${own}/sign-in`, { headers, body: {} })
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

    test('a disabled provider signs nobody in, and its sessions and their grants end', async () => {
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

    test('passwords are turned off by an owner whom a provider signed in, and a link of the operator breaks the glass', async () => {
      const policy = (headers: Readonly<Record<string, string>>, body: object) =>
        testServer.call('PUT', '/api/v1/sign-in', { headers, body })
      assert.deepEqual(
        (await policy(owner.headers, { passwords: false })).body.code,
        'sign_in_policy_refused',
      )
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
      assert.equal((await policy(mine.headers, { passwords: false })).status, 200)
      assert.equal((await testServer.call('GET', '/auth/session', { headers: owner.headers })).status, 401)
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
      // Its session is one by a password.
      const glass = await signUpOwner(testServer, acme)
      assert.equal((await testServer.call('GET', '/auth/session', { headers: glass.headers })).status, 200)
      assert.equal((await policy(mine.headers, { passwords: true })).status, 200)
      assert.equal((await signIn(owner.password)).status, 200)
    })

    test('a link of the operator gives a password to an owner who has none', async () => {
      const { subject, email } = newcomer()
      const { headers } = await signUpOwner(testServer, acme)
      const invited = await testServer.call('POST', '/api/v1/invitations', {
        headers,
        body: { emails: [email], role: 'owner' },
      })
      assert.equal(invited.status, 200, invited.text)
      const { person } = await signInBy(testServer, provider, subject)
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
  })
}
