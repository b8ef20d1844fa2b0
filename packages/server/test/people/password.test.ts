import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Identity } from '@bulkhead/server/people/identity'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { getAudit } from '@bulkhead/testing/audit'
import { engines } from '@bulkhead/testing/engines'
import { callAsPage, type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const MINT = '/api/v1/account/applications/scoped-token'
const WORKSPACES = '/api/v1/workspaces'
const NEW_PASSWORD = 'another password of some length'

for (const engine of engines) {
  describe(`changing a password on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const change = ({ headers }: SignedInPerson, current_password: string, new_password = NEW_PASSWORD) =>
      testServer.call('PUT', '/auth/password', { headers, body: { current_password, new_password } })
    const signIn = (email: string, password: string) =>
      callAsPage(testServer, '/auth/sign-in', { email, password })
    const mint = async ({ headers }: SignedInPerson) => {
      const body = { workspace_name: 'default', create_workspace: false }
      return (await testServer.call('POST', MINT, { headers, body })).body.token as string
    }
    const withSession = async ({ headers }: SignedInPerson) =>
      (await testServer.call('GET', WORKSPACES, { headers })).status
    const withToken = async (token: string) =>
      (await testServer.call('GET', `${MINT}/info`, { token })).status

    test('the old one lets nobody in, and other sessions end with their tokens', async () => {
      const person = await signUpOwner(testServer, tenant)
      const colleague = await signUpOwner(testServer, tenant)
      const other = await signInAgain(testServer, person)
      const [own, theirs] = [await mint(person), await mint(other)]
      const changed = await change(person, person.password)
      assert.deepEqual([changed.status, changed.body.ended_sessions], [200, 1], changed.text)
      assert.deepEqual([await withSession(person), await withSession(other)], [200, 401])
      assert.deepEqual([await withToken(own), await withToken(theirs)], [200, 401])
      assert.equal(await withSession(colleague), 200)
      assert.equal((await signIn(person.email, person.password)).body.code, 'invalid_sign_in')
      assert.equal((await signIn(person.email, NEW_PASSWORD)).status, 200)
      assert.ok(!changed.text.includes(NEW_PASSWORD) && !testServer.log.join().includes(NEW_PASSWORD))
      assert.deepEqual(
        (await getAudit(testServer, tenant, 'person.password_changed')).map(({ subject_id }) => subject_id),
        [person.person],
      )
    })

    test('a wrong current password changes nothing, and cannot be guessed by a session', async () => {
      const person = await signUpOwner(testServer, tenant)
      for (let guess = 0; guess < 10; guess += 1) {
        const { status, body } = await change(person, `guess ${guess}`)
        assert.deepEqual([status, body.code], [403, 'wrong_password'])
      }
      const { status, body } = await change(person, person.password)
      assert.deepEqual([status, body.code], [429, 'rate_limited'])
      assert.equal((await signIn(person.email, person.password)).status, 200)
      assert.equal(await withSession(person), 200, 'a wrong password ends no session')
    })

    test('a new one has the length of every new password', async () => {
      const person = await signUpOwner(testServer, tenant)
      const { status, body } = await change(person, person.password, 'eleven char')
      assert.deepEqual([status, body.errors[0]?.field], [422, 'body.new_password'])
    })

    test('no token has a password', async () => {
      const person = await signUpOwner(testServer, tenant)
      for (const token of [tenant.token, await mint(person)]) {
        const body = { current_password: person.password, new_password: NEW_PASSWORD }
        assert.equal((await testServer.call('PUT', '/auth/password', { token, body })).status, 403)
      }
    })

    test('of two changes at once one is done', async () => {
      const person = await signUpOwner(testServer, tenant)
      const responses = await Promise.all(
        ['first', 'second'].map((name) => change(person, person.password, `the ${name} of two passwords`)),
      )
      assert.deepEqual(responses.map(({ status }) => status).sort(), [200, 403])
    })

    test('a sign-in by the old one that is in progress leaves no session', async () => {
      const person = await signUpOwner(testServer, tenant)
      const { database, identity } = testServer.server.services
      const spied = identity as { signIn: Identity['signIn'] }
      const { signIn: original } = spied
      spied.signIn = async (...given) => {
        const session = await original(...given)
        assert.ok(session)
        const row = await asIdentity(database, 'read only', (tx) =>
          tx
            .selectFrom('identity.sessions')
            .selectAll()
            .where('id', '=', session.id)
            .executeTakeFirstOrThrow(),
        )
        assert.equal((await change(person, person.password)).status, 200)
        // Simulates a sign-in whose password was checked before the change, and whose session was stored after it.
        await asIdentity(database, 'read write', (tx) =>
          tx.insertInto('identity.sessions').values(row).execute(),
        )
        return session
      }
      try {
        const { status, body, headers } = await signIn(person.email, person.password)
        assert.deepEqual([status, body.code, headers.getSetCookie()], [401, 'invalid_sign_in', []])
      } finally {
        spied.signIn = original
      }
      const { body } = await testServer.call('GET', '/auth/sessions', { headers: person.headers })
      assert.deepEqual(
        body.data.map(({ id }: { id: string }) => id),
        [person.session],
      )
    })

    test('many sign-ins beside a change leave no session either', async () => {
      const person = await signUpOwner(testServer, tenant)
      const signIns = Array.from({ length: 4 }, () => signIn(person.email, person.password))
      assert.equal((await change(person, person.password)).status, 200)
      for (const { status } of await Promise.all(signIns)) assert.ok([200, 401].includes(status), `${status}`)
      const { body } = await testServer.call('GET', '/auth/sessions', { headers: person.headers })
      assert.deepEqual(
        body.data.map(({ id }: { id: string }) => id),
        [person.session],
      )
    })
  })
}
