import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { getAudit } from '@bulkhead/testing/audit'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import {
  beginSecondFactor,
  callAsPage,
  getCode,
  type SignedInPerson,
  setSecondFactor,
  signInAgain,
  signUpOwner,
  signUpPerson,
} from '@bulkhead/testing/people'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'

const PATH = '/auth/second-factor'

for (const engine of engines) {
  describe(`a second factor on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant

    before(letRequestsWait)
    after(limitRequests)

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const signIn = ({ email, password }: SignedInPerson, code?: string) =>
      callAsPage(testServer, '/auth/sign-in', { email, password, ...(code !== undefined && { code }) })
    const read = ({ headers }: SignedInPerson) => testServer.call('GET', PATH, { headers })
    const countSessions = async ({ headers }: SignedInPerson) =>
      (await testServer.call('GET', '/auth/sessions', { headers })).body.data.length as number
    const getSubjects = async (event: string) =>
      (await getAudit(testServer, tenant, event)).map(({ subject_id }) => subject_id)

    test('a sign-in takes a code of the app, once; the right password alone starts no session', async () => {
      const person = await signUpOwner(testServer, tenant)
      const other = await signInAgain(testServer, person)
      const secret = await beginSecondFactor(testServer, person)
      assert.equal((await signIn(person)).status, 200, 'nothing is asked before the first code has come')
      const code = getCode(secret)
      for (const other of ['𝋄𝋄𝋄', '１２３４５６', `${code}0`]) {
        const refused = await testServer.call('POST', `${PATH}/confirmation`, {
          headers: person.headers,
          body: { code: other },
        })
        assert.equal(refused.body.code, 'wrong_code', `${other}: ${refused.text}`)
      }
      const confirmed = await testServer.call('POST', `${PATH}/confirmation`, {
        headers: person.headers,
        body: { code },
      })
      assert.deepEqual([confirmed.status, confirmed.body.ended_sessions], [200, 2], confirmed.text)
      assert.equal((await read(other)).status, 401, 'other sessions have ended')
      const asked = await signIn(person)
      assert.deepEqual([asked.status, asked.body.code], [401, 'second_factor_required'])
      assert.equal((await signIn(person, '𝋄𝋄𝋄')).body.code, 'wrong_code')
      assert.deepEqual(asked.headers.getSetCookie(), [])
      assert.equal(
        (await signIn(person, code)).body.code,
        'wrong_code',
        'the code that confirmed it was used',
      )
      assert.equal(await countSessions(person), 1)
      const later = getCode(secret, 1)
      assert.equal((await signIn(person, `${later.slice(0, 3)} ${later.slice(3)}`)).status, 200)
      assert.equal((await signIn(person, later)).body.code, 'wrong_code', 'a code is good once')
      const wrong = await callAsPage(testServer, '/auth/sign-in', {
        ...{ email: person.email, password: 'wrong', code: later },
      })
      assert.equal(
        wrong.body.code,
        'invalid_sign_in',
        'without the password nothing is said of a second factor',
      )
      assert.ok((await getSubjects('person.second_factor_set')).includes(person.person))
      const { log } = testServer
      for (const said of [secret, ...confirmed.body.recovery_codes]) assert.ok(!log.join().includes(said))
    })

    test('of one code sent many times at once one is taken', async () => {
      const person = await signUpOwner(testServer, tenant)
      const { secret, recovery_codes } = await setSecondFactor(testServer, person)
      for (const code of [getCode(secret, 1), recovery_codes[0] as string]) {
        const responses = await Promise.all(Array.from({ length: 4 }, () => signIn(person, code)))
        assert.deepEqual(responses.map(({ status }) => status).sort(), [200, 403, 403, 403])
      }
    })

    test('a recovery code is good once, in any spelling, until others replace it; it is stored as a hash', async () => {
      const person = await signUpOwner(testServer, tenant)
      const colleague = await signUpOwner(testServer, tenant)
      await setSecondFactor(testServer, colleague)
      const { recovery_codes } = await setSecondFactor(testServer, person)
      const [first = '', second = '', third = ''] = recovery_codes
      assert.equal(new Set(recovery_codes).size, 10)
      assert.match(first, /^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/)
      assert.equal((await signIn(colleague, first)).body.code, 'wrong_code', 'it is of one person')
      assert.equal((await signIn(person, first.toUpperCase().replaceAll('-', ' '))).status, 200)
      assert.equal((await signIn(person, first)).body.code, 'wrong_code')
      assert.equal((await read(person)).body.recovery_codes_left, 9)
      assert.ok((await getSubjects('person.recovery_code_used')).includes(person.person))
      const renew = (current_password: string) =>
        testServer.call('POST', `${PATH}/recovery-codes`, {
          headers: person.headers,
          body: { current_password },
        })
      assert.equal((await renew('wrong')).body.code, 'wrong_password')
      const renewed = await renew(person.password)
      assert.equal(renewed.status, 200, renewed.text)
      assert.equal((await signIn(person, second)).body.code, 'wrong_code')
      assert.equal((await signIn(person, renewed.body.recovery_codes[0])).status, 200)
      const { database } = testServer.server.services
      const stored = await asIdentity(database, 'read only', async (_tx, become) => {
        const tx = await become({ role: 'bulkhead_organization', organization: tenant.organization })
        return tx.selectFrom('identity.recovery_codes').select('code_hash').execute()
      })
      assert.ok(!stored.some(({ code_hash }) => Buffer.from(code_hash).toString('latin1').includes(third)))
    })

    for (const [end, change, wanted] of [
      [
        'whose password changes',
        `update identity.passwords set hash = 'another' where person_id = $1`,
        'wrong_password',
      ],
      ['whose session ends', 'delete from identity.sessions where person_id = $1', 'unauthenticated'],
    ] as const) {
      test(`a person ${end} while new recovery codes are made gets none`, {
        skip: engine.name === 'pglite' && 'it runs one transaction at a time',
      }, async () => {
        const person = await signUpOwner(testServer, tenant)
        await setSecondFactor(testServer, person)
        const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
        await admin.connect()
        try {
          const values = [person.person]
          await admin.query('begin')
          await admin.query('select from identity.second_factors where person_id = $1 for update', values)
          await admin.query(change, values)
          const renewing = testServer.call('POST', `${PATH}/recovery-codes`, {
            headers: person.headers,
            body: { current_password: person.password },
          })
          await until(async () => (await countWaiting(admin)) === 1)
          await admin.query('commit')
          const renewed = await renewing
          assert.equal(renewed.body.code, wanted, renewed.text)
        } finally {
          await admin.end()
        }
      })
    }

    test('codes are guessed ten times, by whatever sessions and sign-ins', async () => {
      const person = await signUpOwner(testServer, tenant)
      const { recovery_codes } = await setSecondFactor(testServer, person)
      const responses = await Promise.all(Array.from({ length: 14 }, () => signIn(person, 'guess')))
      assert.deepEqual(
        [403, 429].map((wanted) => responses.filter(({ status }) => status === wanted).length),
        [10, 4],
      )
      const { status } = await signIn(person, recovery_codes[0])
      assert.equal(status, 429, 'a right one is refused as well')
      assert.equal(await countSessions(person), 1, 'no session stays of what was refused')
    })

    test('turning it off and replacing it take the password, and end other sessions', async () => {
      const person = await signUpOwner(testServer, tenant)
      const { recovery_codes } = await setSecondFactor(testServer, person)
      const change = (path: string, current_password: string) =>
        testServer.call('POST', `${PATH}${path}`, { headers: person.headers, body: { current_password } })
      for (const path of ['', '/removal', '/recovery-codes']) {
        assert.equal((await change(path, 'wrong')).body.code, 'wrong_password')
      }
      const begun = await change('', person.password)
      assert.equal(
        (await signIn(person, getCode(begun.body.secret))).body.code,
        'wrong_code',
        'it does not count yet',
      )
      assert.equal((await signIn(person, recovery_codes[0])).status, 200, 'the one before goes on')
      const removed = await change('/removal', person.password)
      assert.deepEqual([removed.status, removed.body.ended_sessions], [200, 1], removed.text)
      assert.deepEqual((await read(person)).body, { confirmed_at: null, recovery_codes_left: 0 })
      assert.equal((await signIn(person)).status, 200)
      assert.ok((await getSubjects('person.second_factor_removed')).includes(person.person))
      const again = await change('/removal', person.password)
      assert.deepEqual([again.status, again.body.code], [404, 'second_factor_not_found'])
    })

    test('an admin takes away what a member has lost, and nothing of an owner', async () => {
      const [owner, admin, member] = [
        await signUpPerson(testServer, tenant, 'owner'),
        await signUpPerson(testServer, tenant, 'admin'),
        await signUpPerson(testServer, tenant, 'member'),
      ]
      for (const person of [owner, admin, member]) await setSecondFactor(testServer, person)
      const remove = async (by: SignedInPerson, { person }: SignedInPerson) =>
        (await testServer.call('DELETE', `/api/v1/people/${person}/second-factor`, { headers: by.headers }))
          .status
      assert.deepEqual(
        [await remove(member, admin), await remove(admin, owner), await remove(admin, admin)],
        [403, 403, 403],
      )
      const listed = async () => {
        const { body } = await testServer.call('GET', '/api/v1/people', { headers: admin.headers })
        const people: { id: string; second_factor: boolean }[] = body.data
        return [owner, member].map(({ person }) => people.find(({ id }) => id === person)?.second_factor)
      }
      assert.deepEqual(await listed(), [true, true])
      assert.deepEqual([await remove(admin, member), await remove(owner, admin)], [200, 200])
      assert.deepEqual(await listed(), [true, false])
      assert.equal((await signIn(member)).status, 200)
      assert.equal((await signIn(owner)).body.code, 'second_factor_required')
    })

    test('a person without the required second factor reaches only the own account, also with earlier sessions and tokens', async () => {
      const strict = await testServer.createTenant('Strict')
      const { workspace_id } = await testServer.mint(strict, 'acme')
      const [owner, other, admin] = [
        await signUpOwner(testServer, strict),
        await signUpOwner(testServer, strict),
        await signUpPerson(testServer, strict, 'admin'),
      ]
      const setRequired = (by: SignedInPerson, second_factor: boolean) =>
        testServer.call('PUT', '/api/v1/sign-in', { headers: by.headers, body: { second_factor } })
      const mint = (by: SignedInPerson) =>
        testServer.call('POST', '/api/v1/account/applications/scoped-token', {
          headers: by.headers,
          body: { workspace_id, create_workspace: false },
        })
      const reach = async ({ headers }: SignedInPerson) =>
        (await testServer.call('GET', '/api/v1/people', { headers })).body.code
      const use = async (token: string) =>
        (await testServer.call('GET', '/api/v1/integrations/connectors', { token })).status
      assert.equal(
        (await setRequired(owner, true)).body.code,
        'sign_in_policy_refused',
        'an owner without one',
      )
      await setSecondFactor(testServer, owner)
      const kept = (await mint(owner)).body.token
      const before = (await mint(admin)).body.token
      assert.deepEqual([await use(kept), await use(before)], [200, 200])
      assert.equal((await setRequired(admin, true)).status, 403, 'owners do it')
      const required = await setRequired(owner, true)
      assert.deepEqual([required.status, required.body.second_factor], [200, true], required.text)
      assert.deepEqual([await use(kept), await use(before)], [200, 401], 'a token that was minted before')

      const again = await signIn(admin)
      assert.deepEqual([again.status, again.body.needs_second_factor], [200, true])
      const session = await testServer.call('GET', '/auth/session', { headers: admin.headers })
      assert.equal(session.body.needs_second_factor, true)
      assert.equal(await reach(admin), 'second_factor_missing')
      assert.equal((await setRequired(other, false)).body.code, 'second_factor_missing', 'nor is it lifted')
      assert.equal(await reach(await signUpOwner(testServer, tenant)), undefined, 'another organization')

      await setSecondFactor(testServer, admin)
      assert.equal(await reach(admin), undefined)
      const minted = (await mint(admin)).body.token
      const removed = await testServer.call('POST', `${PATH}/removal`, {
        headers: admin.headers,
        body: { current_password: admin.password },
      })
      assert.deepEqual([removed.status, removed.body.code], [403, 'not_permitted'], 'nobody turns it off')
      const taken = await testServer.call('DELETE', `/api/v1/people/${admin.person}/second-factor`, {
        headers: owner.headers,
      })
      assert.equal(taken.status, 200, taken.text)
      assert.deepEqual([await reach(admin), await use(minted)], ['second_factor_missing', 401])
      assert.equal((await setRequired(owner, false)).status, 200)
      assert.equal(await reach(admin), undefined)
    })

    test('a requirement that begins during sign-ins and mints lets nobody through', async () => {
      const busy = await testServer.createTenant('Busy')
      const { workspace_id } = await testServer.mint(busy, 'acme')
      const owner = await signUpOwner(testServer, busy)
      const people = [await signUpOwner(testServer, busy), await signUpOwner(testServer, busy)]
      await setSecondFactor(testServer, owner)
      const mint = ({ headers }: Pick<SignedInPerson, 'headers'>) =>
        testServer.call('POST', '/api/v1/account/applications/scoped-token', {
          headers,
          body: { workspace_id, create_workspace: false },
        })
      const [required, ...made] = await Promise.all([
        testServer.call('PUT', '/api/v1/sign-in', { headers: owner.headers, body: { second_factor: true } }),
        ...people.flatMap((person) => [
          mint(person),
          signInAgain(testServer, person).then(async (again) => ({ again, minted: await mint(again) })),
          mint(person),
        ]),
      ])
      assert.equal(required.status, 200, required.text)
      for (const one of made) {
        const minted = 'minted' in one ? one.minted : one
        const token: string | undefined = minted.body.token
        if (token === undefined) assert.equal(minted.body.code, 'second_factor_missing')
        else {
          const used = await testServer.call('GET', '/api/v1/integrations/connectors', { token })
          assert.equal(used.status, 401, 'a token of before has ended')
        }
        if (!('again' in one)) continue
        const refused = await testServer.call('GET', '/api/v1/people', { headers: one.again.headers })
        assert.equal(refused.body.code, 'second_factor_missing')
      }
    })
  })
}
