import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { decide, openAuthorization, registerAgent } from '@bulkhead/testing/oauth/agents'
import { signUpOwner } from '@bulkhead/testing/people'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { addProvider, begin, comeBack, getEnd, inviteBy, signInBy, toJourney } from './company.ts'
import { openProvidersFixture, type ProvidersFixture } from './providers/fixture.ts'

for (const engine of engines) {
  describe(`providers that change during a sign-in on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let fixture: ProvidersFixture
    let provider: string

    before(async () => {
      fixture = await openProvidersFixture(engine)
      // Another one than the last provider, which nobody deletes.
      const { testServer, owner, company } = fixture
      provider = await addProvider(testServer, owner, company, { admits: 'domain', mappings: ADMINS })
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const ADMINS = [{ value: 'leads', role: 'admin' }]
    const change = async (method: string, body?: object) => {
      const { testServer, owner } = fixture
      const { status, text } = await testServer.call(method, `/api/v1/providers/${provider}`, {
        headers: owner.headers,
        ...(body !== undefined && { body }),
      })
      assert.equal(status, 200, text)
    }
    const find = async (email: string) => {
      const { testServer, owner } = fixture
      const { body } = await testServer.call('GET', `/api/v1/people?name_contains=${email}`, {
        headers: owner.headers,
      })
      return body.data[0] as { readonly role: string } | undefined
    }
    /** Comes back from the provider while an owner changes it. */
    const changeDuringSignIn = async (subject: string, work: () => Promise<void>) => {
      const { testServer, company } = fixture
      const journey = await begin(testServer, provider)
      company.alter = async (claims) => {
        await work()
        return claims
      }
      try {
        return getEnd(await comeBack(testServer, journey, subject))
      } finally {
        company.alter = undefined
      }
    }

    test('a mapping that was removed makes nobody an admin, and the next sign-in goes on', async () => {
      const { testServer, newcomer } = fixture
      const known = newcomer({ groups: [] })
      await signInBy(testServer, provider, known.subject)
      const { company } = fixture
      company.people.set(known.subject, { ...company.people.get(known.subject), groups: ['leads'] })
      const fresh = newcomer({ groups: ['leads'] })
      for (const { subject, email } of [known, fresh]) {
        await change('PUT', { mappings: ADMINS })
        assert.equal(await changeDuringSignIn(subject, () => change('PUT', { mappings: [] })), 'expired')
        assert.notEqual((await find(email))?.role, 'admin')
        assert.equal((await signInBy(testServer, provider, subject)).person.role, 'member')
      }
    })

    test('a provider that was disabled adds nobody', async () => {
      const { subject, email } = fixture.newcomer()
      assert.equal(await changeDuringSignIn(subject, () => change('PUT', { enabled: false })), 'expired')
      assert.equal(await find(email), undefined)
      await change('PUT', { enabled: true })
    })

    test('a provider that was deleted adds nobody, and says to begin again', async () => {
      const { subject, email } = fixture.newcomer()
      assert.equal(await changeDuringSignIn(subject, () => change('DELETE')), 'expired')
      assert.equal(await find(email), undefined)
    })

    const skip = engine.name === 'pglite' && 'it runs one transaction at a time'
    test('passwords stay on if the last provider is deleted at the same time', { skip }, async () => {
      const { testServer, owner, provider: last, newcomer } = fixture
      const { subject } = newcomer()
      const linking = await testServer.call('POST', `/auth/providers/${last}/link`, {
        headers: owner.headers,
      })
      await comeBack(testServer, toJourney(linking), subject)
      const { headers } = await signInBy(testServer, last, subject)
      const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
      await admin.connect()
      const isWaiting = (requests: number) => until(async () => (await countWaiting(admin)) === requests)
      try {
        await admin.query('begin')
        await admin.query('select from identity.members where person_id = $1 for update', [owner.person])
        const deleted = testServer.call('DELETE', `/api/v1/providers/${last}`, { headers })
        await isWaiting(1)
        const turnedOff = testServer.call('PUT', '/api/v1/sign-in', { headers, body: { passwords: false } })
        await isWaiting(2)
        await admin.query('commit')
        assert.equal((await deleted).status, 200, (await deleted).text)
        assert.equal((await turnedOff).body.code, 'sign_in_policy_refused', (await turnedOff).text)
      } finally {
        await admin.end()
      }
    })

    test('a provider that is disabled leaves no grant of a session that it began', { skip }, async () => {
      const { testServer, owner, company, newcomer, eng } = fixture
      const id = await addProvider(testServer, owner, company, {
        admits: 'domain',
        mappings: [{ value: 'eng', workspaces: [{ workspace_id: eng, level: 'user' }] }],
      })
      const member = await signInBy(testServer, id, newcomer().subject)
      const { begun } = await openAuthorization(testServer, await registerAgent(testServer))
      assert.ok(begun)
      const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
      await admin.connect()
      const isWaiting = (requests: number) => until(async () => (await countWaiting(admin)) === requests)
      try {
        await admin.query('begin')
        // The one who disables has ended the sessions by then, and waits before ending the grants.
        await admin.query('lock table identity.agent_grants in exclusive mode')
        const disabled = testServer.call('PUT', `/api/v1/providers/${id}`, {
          headers: owner.headers,
          body: { enabled: false },
        })
        await isWaiting(1)
        const decided = decide(testServer, member, begun, { workspace_id: eng })
        await isWaiting(2)
        await admin.query('commit')
        assert.equal((await disabled).status, 200, (await disabled).text)
        assert.equal((await decided).body.code, 'unauthenticated', (await decided).text)
        const { rows } = await admin.query('select from identity.agent_grants where person_id = $1', [
          member.person.id,
        ])
        assert.deepEqual(rows, [])
      } finally {
        await admin.end()
      }
    })

    for (const [what, method, body] of [
      ['delete', 'DELETE', undefined],
      ['disable', 'PUT', { enabled: false }],
    ] as const) {
      test(`two owners who ${what} each other's provider do not lock both out`, { skip }, async () => {
        const { testServer, other, company, newcomer } = fixture
        const first = await signUpOwner(testServer, other)
        const join = async () => {
          const id = await addProvider(testServer, first, company, { admits: 'invited' })
          const { subject, email } = newcomer()
          assert.ok(email)
          const { token } = await inviteBy(testServer, first, email, { role: 'owner' })
          return { id, ...(await signInBy(testServer, id, subject, token)) }
        }
        const [one, two] = [await join(), await join()]
        const { body: owners } = await testServer.call('GET', '/api/v1/people?role=owner', one)
        for (const { id } of owners.data) {
          if (id === one.person.id || id === two.person.id) continue
          const removed = await testServer.call('DELETE', `/api/v1/people/${id}`, one)
          assert.equal(removed.status, 200, removed.text)
        }
        const end = (by: typeof one, of: typeof one) =>
          testServer.call(method, `/api/v1/providers/${of.id}`, {
            headers: by.headers,
            ...(body && { body }),
          })
        const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
        await admin.connect()
        try {
          await admin.query('begin')
          await admin.query('select from identity.providers where provider_id in ($1, $2) for update', [
            one.id,
            two.id,
          ])
          const ends = Promise.all([end(one, two), end(two, one)])
          await until(async () => (await countWaiting(admin)) === 2)
          await admin.query('commit')
          const codes = (await ends).map(({ status, body }) => (status === 200 ? 200 : body.code))
          assert.deepEqual(codes.toSorted(), [200, 'sign_in_policy_refused'])
        } finally {
          await admin.end()
        }
      })
    }
  })
}
