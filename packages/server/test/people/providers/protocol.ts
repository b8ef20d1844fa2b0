import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sealSecret } from '@bulkhead/server/people/providers/provider-rows'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { COMPANY_CLIENT, signInAtCompany } from '@bulkhead/testing/oidc/company-provider'
import { callAsPage, getOwner, signUpPerson } from '@bulkhead/testing/people'
import { addProvider, begin, comeBack, getEnd, signInBy, toJourney } from '../company.ts'
import type { ProvidersFixture } from './fixture.ts'

/** Tests the responses of a provider, and the errors that people see. */
export function testProtocol(get: () => ProvidersFixture): void {
  const BAD: Readonly<Record<string, [(claims: Readonly<Record<string, unknown>>) => object, RegExp]>> = {
    issuer: [
      (claims) => ({ ...claims, iss: 'https://evil.example' }),
      /issuer of the token is "https:\/\/evil\.example"/,
    ],
    audience: [
      (claims) => ({ ...claims, aud: 'somebody-else' }),
      /for "somebody-else", but the client id that you entered is/,
    ],
    nonce: [(claims) => ({ ...claims, nonce: 'of another' }), /its nonce is not the one/],
    clock: [
      (claims) => ({ ...claims, exp: Number(claims.exp) - 4000, iat: Number(claims.iat) - 4000 }),
      /exp is off by \d+ seconds.*clocks/,
    ],
  }

  for (const [what, [alter, sentence]] of Object.entries(BAD)) {
    test(`a token with a wrong ${what} signs nobody in, and a test says why`, async () => {
      const { testServer, company, provider, newcomer } = get()
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
    const { testServer, owner, provider } = get()
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
    const { testServer, acme, other, eng, newcomer } = get()
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

  test('a code and a state are valid once, in one browser, and a refusal uses them up', async () => {
    const { testServer, provider, newcomer } = get()
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
      getEnd(await testServer.call('GET', good.pathname + good.search, { headers: { cookie: mine.cookie } })),
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

  test('userinfo says that an address is verified, of the same subject and the same address', async () => {
    const { testServer, company, provider, newcomer } = get()
    type Claims = Readonly<Record<string, unknown>>
    const omit = ({ email_verified, ...rest }: Claims) => rest
    const end = async (about: object, alter: (claims: Claims) => Claims) => {
      const { subject } = newcomer(about)
      company.alter = alter
      try {
        return getEnd(await comeBack(testServer, await begin(testServer, provider), subject))
      } finally {
        company.alter = undefined
      }
    }
    assert.equal(await end({}, omit), '/')
    assert.equal(await end({}, ({ email, ...rest }) => omit(rest)), '/', 'nor an address')
    const other = (claims: Claims) => ({ ...omit(claims), email: 'somebody.else@acme.example' })
    assert.equal(await end({}, other), 'address_unverified')
    assert.equal(await end({ email_verified: false }, omit), 'address_unverified')
    const imposter = (claims: Claims) => ({ ...omit(claims), sub: 'somebody-else' })
    assert.equal(await end({}, imposter), 'invalid')
  })

  test('a response of another issuer is refused', async () => {
    const { testServer, provider, newcomer } = get()
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
    const { testServer, owner, company, provider, newcomer } = get()
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

  test('only an owner sees where a provider is', async () => {
    const { testServer, acme, owner } = get()
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
    const { testServer, owner, company, newcomer } = get()
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
    const slash = await create({ issuer: `${company.issuer}/` })
    assert.deepEqual(
      [slash.code, slash.message],
      [
        'provider_failed',
        `The provider's issuer is "${company.issuer}", but you entered "${company.issuer}/". Enter the provider's.`,
      ],
    )
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
    const { testServer, owner } = get()
    const { text } = await testServer.call('GET', '/api/v1/providers', { headers: owner.headers })
    assert.ok(!text.includes(COMPANY_CLIENT.client_secret))
    assert.ok(!testServer.log.join('').includes(COMPANY_CLIENT.client_secret))
  })
}
