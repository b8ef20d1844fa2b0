import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createSignUpLink } from '@bulkhead/server/operator/create-sign-up-link'
import { resetPerson } from '@bulkhead/server/people/reset-person'
import { hashSignUpToken } from '@bulkhead/server/people/sign-up-token'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { engines } from '@bulkhead/testing/engines'
import {
  callAsPage,
  newPasswordToken,
  newSignUpToken,
  type SignedInPerson,
  setSecondFactor,
  signInAgain,
  signUpOwner,
} from '@bulkhead/testing/people'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'

const PASSWORD = 'a password of some length'
let made = 0
const newEmail = () => `new-owner-${++made}@example.com`

/** What a link says of the ways to sign in at a server without providers. */
const WITHOUT_PROVIDERS = { passwords: true, providers: [] }

for (const engine of engines) {
  describe(`signing up by a link on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant

    before(async () => {
      testServer = await startTestServer(engine, { environment: { BULKHEAD_TRUSTED_PROXIES: '127.0.0.1' } })
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const signUp = (token: string, more: object = {}) =>
      callAsPage(testServer, '/auth/sign-up', {
        token,
        name: 'Nora',
        email: newEmail(),
        password: PASSWORD,
        ...more,
      })
    const toCode = async (token: string, more?: object) => (await signUp(token, more)).body.code

    test('while there is no owner every start shows a link; the first sign-up ends all of them', async () => {
      const store = await engine.createStore()
      const first = await startTestServer(engine, { store })
      const getToken = ({ server: { signUpLink } }: TestServer) =>
        new URL(signUpLink?.url ?? '').hash.slice(1)
      const earlier = getToken(first)
      assert.match(first.server.signUpLink?.url ?? '', /^http:\/\/house\.test\/sign-up#[\w-]{43}$/)
      await first.close()

      const second = await startTestServer(engine, { store })
      try {
        assert.deepEqual((await second.call('GET', '/auth/sign-up')).body, { awaits_owner: true })
        const who = { name: 'Ada', email: 'Ada@Example.com', password: PASSWORD }
        const { status, body, text } = await callAsPage(second, '/auth/sign-up', {
          ...who,
          token: getToken(second),
        })
        assert.equal(status, 200, text)
        assert.deepEqual(
          [body.person.name, body.person.email, body.person.role, body.organization.name],
          ['Ada', 'ada@example.com', 'owner', 'My organization'],
        )
        assert.deepEqual((await second.call('GET', '/auth/sign-up')).body, { awaits_owner: false })
        for (const token of [getToken(second), earlier]) {
          const again = await callAsPage(second, '/auth/sign-up', { ...who, email: newEmail(), token })
          assert.equal(again.body.code, 'sign_up_link_invalid')
        }
      } finally {
        await second.close()
      }
      const third = await startTestServer(engine, { store })
      assert.equal(third.server.signUpLink, undefined)
      await third.close()
      store.remove()
    })

    test('a link says what it is for, which uses nothing up', async () => {
      const read = (token: string) => callAsPage(testServer, '/auth/sign-up/link', { token })
      const empty = await testServer.createTenant('Nobody yet')
      const first = await newSignUpToken(testServer, empty.organization)
      assert.deepEqual((await read(first)).body, { purpose: 'first_owner', ...WITHOUT_PROVIDERS })
      assert.equal((await signUp(first)).status, 200)
      assert.equal((await read(first)).body.code, 'sign_up_link_invalid')
      const second = await newSignUpToken(testServer, empty.organization)
      for (let turn = 0; turn < 4; turn += 1) {
        assert.deepEqual((await read(second)).body, { purpose: 'owner', ...WITHOUT_PROVIDERS })
      }
      assert.equal((await signUp(second)).status, 200)
      assert.equal((await read('A'.repeat(43))).status, 403)
    })

    test('one of many concurrent uses of a link succeeds', async () => {
      const token = await newSignUpToken(testServer, tenant.organization)
      const responses = await Promise.all(Array.from({ length: 8 }, () => signUp(token)))
      assert.deepEqual(responses.map(({ status }) => status).sort(), [
        200,
        ...Array.from({ length: 7 }, () => 403),
      ])
    })

    const post = (path: string, address: string, body: object) =>
      testServer.call('POST', path, {
        headers: { origin: testServer.server.services.issuer, 'x-forwarded-for': address },
        body,
      })

    /** Resets an owner as the operator does. @returns The token of the link for a new password. */
    const resetOwner = async ({ person }: SignedInPerson) => {
      const { services } = testServer.server
      const { organization } = tenant
      const { url } = await asOperator(services.database, services.log, 'test', (tx) =>
        createSignUpLink(tx, organization, services.issuer, person),
      )
      await resetPerson(services, { organization, person })
      return new URL(url).hash.slice(1)
    }

    test('an owner who sets a password by mail instead of the link of the operator ends that link', async () => {
      const owner = await signUpOwner(testServer, tenant)
      const token = await resetOwner(owner)
      const reset = await callAsPage(testServer, '/auth/password/reset', {
        token: await newPasswordToken(testServer, owner),
        new_password: PASSWORD,
      })
      assert.equal(reset.status, 200, reset.text)
      const again = await signInAgain(testServer, { email: owner.email, password: PASSWORD })
      await setSecondFactor(testServer, again)
      const late = await signUp(token, { email: owner.email, password: 'a password of an intruder' })
      assert.equal(late.body.code, 'sign_up_link_invalid', late.text)
    })

    test('an owner who sets a password by the link of the operator ends a mailed link', async () => {
      const owner = await signUpOwner(testServer, tenant)
      const token = await resetOwner(owner)
      const mailed = await newPasswordToken(testServer, owner)
      assert.equal((await signUp(token, { email: owner.email })).status, 200)
      const late = await callAsPage(testServer, '/auth/password/reset', {
        token: mailed,
        new_password: 'a password of an intruder',
      })
      assert.equal(late.body.code, 'password_link_invalid', late.text)
    })

    test('guesses at links from many addresses keep no owner out', async () => {
      const who = { name: 'Nora', password: PASSWORD }
      for (let guess = 0; guess < 101; guess += 1) {
        const guessed = { ...who, email: newEmail(), token: 'A'.repeat(43) }
        assert.equal((await post('/auth/sign-up', `192.0.2.${guess}`, guessed)).status, 403)
      }
      const token = await newSignUpToken(testServer, tenant.organization)
      const { status, text } = await post('/auth/sign-up', '198.51.100.1', {
        ...who,
        email: newEmail(),
        token,
      })
      assert.equal(status, 200, text)
    })

    test('a person who used a link is signed in, however many passwords were guessed for the address', async () => {
      const email = newEmail()
      for (let guess = 0; guess < 10; guess += 1) {
        await post('/auth/sign-in', '203.0.113.1', { email, password: `guess ${guess}` })
      }
      const token = await newSignUpToken(testServer, tenant.organization)
      const who = { token, name: 'Nora', email, password: PASSWORD }
      const { status, text } = await post('/auth/sign-up', '203.0.113.1', who)
      assert.equal(status, 200, text)
    })

    test('neither link nor password is stored as it is', async () => {
      const token = await newSignUpToken(testServer, tenant.organization)
      const email = newEmail()
      await signUp(await newSignUpToken(testServer, tenant.organization), { email })
      const stored = await asIdentity(testServer.server.services.database, 'read only', async (tx) => ({
        links: await tx.selectFrom('identity.sign_up_links').selectAll().execute(),
        passwords: await tx.selectFrom('identity.passwords').selectAll().execute(),
      }))
      const text = JSON.stringify(stored, (_, value) =>
        value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
      )
      assert.ok(!text.includes(token) && !text.includes(PASSWORD))
      assert.ok(stored.passwords.every(({ hash }) => /^[0-9a-f]{32}:[0-9a-f]{128}$/.test(hash ?? '')))
      assert.ok(!testServer.log.join().includes(token) && !testServer.log.join().includes(email))
    })

    test('a link that has expired, or never was, lets nobody in', async () => {
      const token = await newSignUpToken(testServer, tenant.organization)
      const { database, log } = testServer.server.services
      await asOperator(database, log, 'test', async (tx) => {
        await tx
          .deleteFrom('identity.sign_up_links')
          .where('organization_id', '=', tenant.organization)
          .execute()
        await tx
          .insertInto('identity.sign_up_links')
          .values({
            organization_id: tenant.organization,
            link_id: crypto.randomUUID(),
            token_hash: hashSignUpToken(token),
            expires_at: new Date(Date.now() - 1_000),
          })
          .execute()
      })
      assert.equal(await toCode(token), 'sign_up_link_invalid')
      assert.equal(await toCode('A'.repeat(43)), 'sign_up_link_invalid')
    })

    test('a link reveals an existing account three times at most, in the same words as a used link', async () => {
      const elsewhere = await signUpOwner(testServer, await testServer.createTenant('Elsewhere'))
      const { email } = await signUpOwner(testServer, tenant)
      const token = await newSignUpToken(testServer, tenant.organization)
      const unknown = await signUp('A'.repeat(43))
      for (const taken of [elsewhere.email.toUpperCase(), email]) {
        const { status, body } = await signUp(token, { email: taken })
        assert.deepEqual([status, body.code, body.message], [403, unknown.body.code, unknown.body.message])
      }
      // Two attempts leave the link as it was. A third one ends it, also for an address that no account has.
      const spent = await newSignUpToken(testServer, tenant.organization)
      for (let tries = 0; tries < 3; tries += 1) await signUp(spent, { email })
      assert.equal(await toCode(spent), 'sign_up_link_invalid')
      assert.equal((await signUp(token)).status, 200)
    })

    test('many tries at once are no way around it', async () => {
      const { email } = await signUpOwner(testServer, tenant)
      const token = await newSignUpToken(testServer, tenant.organization)
      const responses = await Promise.all(Array.from({ length: 8 }, () => signUp(token, { email })))
      assert.deepEqual([...new Set(responses.map(({ status }) => status))], [403])
      assert.equal(await toCode(token), 'sign_up_link_invalid')
    })

    test('no address that cannot be used costs a hash, and no more than two are made at once', async () => {
      const identity = testServer.server.services.identity as {
        hashPassword(password: string): Promise<string>
      }
      const { hashPassword } = identity
      let made = 0
      let running = 0
      let most = 0
      let isCrowd = false
      identity.hashPassword = async (password) => {
        made += 1
        running += 1
        most = Math.max(most, running)
        // Hashes with the cost of tests are too fast to overlap by chance.
        if (isCrowd) await until(() => most > 1)
        return hashPassword(password).finally(() => {
          running -= 1
        })
      }
      try {
        const { email } = await signUpOwner(testServer, tenant)
        made = 0
        const links = await Promise.all(
          Array.from({ length: 6 }, async () => {
            const { organization } = await testServer.createTenant('Crowd')
            return newSignUpToken(testServer, organization)
          }),
        )
        for (const token of links) assert.equal(await toCode(token, { email }), 'sign_up_link_invalid')
        assert.equal(made, 0)
        isCrowd = true
        most = 0
        const responses = await Promise.all(links.map((token) => signUp(token)))
        assert.deepEqual([...new Set(responses.map(({ status }) => status))], [200])
        assert.deepEqual([made, most], [6, 2])
      } finally {
        identity.hashPassword = hashPassword
      }
    })

    test('problems of the form are reported', async () => {
      const token = await newSignUpToken(testServer, tenant.organization)
      for (const [wrong, field] of [
        [{ email: 'no-address' }, 'body.email'],
        [{ email: 'a@localhost' }, 'body.email'],
        [{ password: 'eleven char' }, 'body.password'],
        [{ name: '' }, 'body.name'],
        [{ name: ' \u200b' }, 'body.name'],
        [{ name: 'Ada\u202ereverof' }, 'body.name'],
      ] as const) {
        const { status, body } = await signUp(token, wrong)
        assert.deepEqual([status, body.errors[0]?.field], [422, field])
      }
      assert.equal((await signUp(token)).status, 200)
    })

    test('an owner of one organization is nobody in another', async () => {
      const other = await testServer.createTenant('Other')
      const { headers } = await signUpOwner(testServer, tenant)
      const { body } = await testServer.call('GET', '/api/v1/organization', { headers })
      assert.equal(body.id, tenant.organization)
      const foreign = { ...headers, 'x-organization-id': other.organization }
      assert.equal((await testServer.call('GET', '/api/v1/organization', { headers: foreign })).status, 403)
    })

    test('what changes how a person signs in waits for the removal of the person, and neither deadlocks', {
      skip: engine.name === 'pglite' && 'it runs one transaction at a time',
    }, async () => {
      const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
      await admin.connect()
      try {
        const { services } = testServer.server
        const { organization } = tenant
        const reset = ({ person }: SignedInPerson) => resetPerson(services, { organization, person })
        const removeFactor = async ({ headers, password }: SignedInPerson) => {
          const path = '/auth/second-factor/removal'
          const body = { current_password: password }
          const { status, text } = await testServer.call('POST', path, { headers, body })
          assert.equal(status, 200, text)
        }
        for (const change of [reset, removeFactor]) {
          const owner = await signUpOwner(testServer, tenant)
          await setSecondFactor(testServer, owner)
          await admin.query('begin')
          // The removal locks the membership, and deletes the password last.
          await admin.query('select from identity.members where person_id = $1 for update', [owner.person])
          const changing = change(owner)
          // A refusal is noticed below.
          changing.catch(() => {})
          await until(async () => (await countWaiting(admin)) === 1)
          await admin.query('select from identity.passwords where person_id = $1 for update', [owner.person])
          await admin.query('rollback')
          await changing
        }
      } finally {
        await admin.end()
      }
    })
  })
}
