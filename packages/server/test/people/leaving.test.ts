import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { getAudit } from '@bulkhead/testing/audit'
import { engines } from '@bulkhead/testing/engines'
import {
  callAsPage,
  newSignUpToken,
  type SignedInPerson,
  signInAgain,
  signUpOwner,
} from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const PEOPLE = '/api/v1/people'
const MINT = '/api/v1/account/applications/scoped-token'
const WORKSPACES = '/api/v1/workspaces'

for (const engine of engines) {
  describe(`people leave on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
      owner = await signUpOwner(testServer, tenant)
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const remove = (person: string, { headers }: Pick<SignedInPerson, 'headers'> = owner) =>
      testServer.call('DELETE', `${PEOPLE}/${person}`, { headers })
    const endSessions = (person: string, { headers }: Pick<SignedInPerson, 'headers'> = owner) =>
      testServer.call('DELETE', `${PEOPLE}/${person}/sessions`, { headers })
    const mint = async ({ headers }: SignedInPerson) => {
      const body = { workspace_name: 'default', create_workspace: false }
      return (await testServer.call('POST', MINT, { headers, body })).body.token as string
    }
    const withSession = async ({ headers }: SignedInPerson) =>
      (await testServer.call('GET', WORKSPACES, { headers })).status
    const withToken = async (token: string) =>
      (await testServer.call('GET', `${MINT}/info`, { token })).status
    const getPeople = async ({ headers }: SignedInPerson = owner) =>
      (await testServer.call('GET', PEOPLE, { headers })).body.data.map(
        ({ id }: { id: string }) => id,
      ) as string[]

    test("a removed person's sessions, tokens and password end at once; what they made stays", async () => {
      const leaver = await signUpOwner(testServer, tenant)
      const further = await signInAgain(testServer, leaver)
      const tokens = [await mint(leaver), await mint(further)]
      const made = await testServer.call('POST', '/api/v1/applications', {
        headers: leaver.headers,
        body: { name: 'Theirs' },
      })
      assert.deepEqual(await Promise.all(tokens.map(withToken)), [200, 200])
      const removed = await remove(leaver.person.toUpperCase())
      assert.deepEqual([removed.status, removed.body.id], [200, leaver.person], removed.text)
      assert.deepEqual(await Promise.all([leaver, further].map(withSession)), [401, 401])
      assert.deepEqual(await Promise.all(tokens.map(withToken)), [401, 401])
      assert.ok(!(await getPeople()).includes(leaver.person))
      const { email, password } = leaver
      const gone = await callAsPage(testServer, '/auth/sign-in', { email, password })
      assert.equal(gone.body.code, 'invalid_sign_in')
      assert.ok(await testServer.applicationToken(made.body))
      assert.equal((await remove(leaver.person)).body.code, 'person_not_found')
      assert.deepEqual(
        (await getAudit(testServer, tenant, 'person.removed')).map(({ subject_id }) => subject_id),
        [leaver.person],
      )
    })

    test('nothing of a removed person is left but records', async () => {
      const leaver = await signUpOwner(testServer, tenant)
      await remove(leaver.person)
      const left = await asIdentity(testServer.server.services.database, 'read only', async (tx) => [
        await tx.selectFrom('identity.people').select('id').where('id', '=', leaver.person).execute(),
        await tx
          .selectFrom('identity.sessions')
          .select('id')
          .where('person_id', '=', leaver.person)
          .execute(),
        await tx
          .selectFrom('identity.passwords')
          .select('person_id')
          .where('person_id', '=', leaver.person)
          .execute(),
        await tx
          .selectFrom('identity.members')
          .select('role')
          .where('person_id', '=', leaver.person)
          .execute(),
      ])
      assert.deepEqual(left, [[], [], [], []])
    })

    test('tokens of a session that is gone already die with the person, too', async () => {
      const leaver = await signUpOwner(testServer, tenant)
      const token = await mint(leaver)
      await asIdentity(testServer.server.services.database, 'read write', (tx) =>
        tx.deleteFrom('identity.sessions').where('id', '=', leaver.session).execute(),
      )
      assert.equal(await withToken(token), 200, 'a session that expired leaves its tokens their time')
      await remove(leaver.person)
      assert.equal(await withToken(token), 401)
    })

    test('a removed person who returns by a new link is another person: the old tokens stay invalid', async () => {
      const leaver = await signUpOwner(testServer, tenant)
      const token = await mint(leaver)
      await remove(leaver.person)
      const { email, password } = leaver
      const link = await newSignUpToken(testServer, tenant.organization)
      const back = await callAsPage(testServer, '/auth/sign-up', {
        token: link,
        name: 'Back',
        email,
        password,
      })
      assert.equal(back.status, 200, back.text)
      assert.notEqual(back.body.person.id, leaver.person)
      assert.equal(await withToken(token), 401)
    })

    test('one may remove oneself', async () => {
      const leaver = await signUpOwner(testServer, tenant)
      assert.equal((await remove(leaver.person, leaver)).status, 200)
      assert.equal(await withSession(leaver), 401)
    })

    test('the last owner stays, with all sessions', async () => {
      const alone = await signUpOwner(testServer, await testServer.createTenant('One owner'))
      const refused = await remove(alone.person, alone)
      assert.deepEqual([refused.status, refused.body.code], [409, 'last_owner'])
      assert.match(refused.body.message, /operator owners link/)
      assert.equal(await withSession(alone), 200)
    })

    test('if owners remove each other at once, one stays', async () => {
      for (let round = 0; round < 8; round += 1) {
        const other = await testServer.createTenant(`Round ${round}`)
        const owners = [await signUpOwner(testServer, other), await signUpOwner(testServer, other)] as const
        const [one, two] = owners
        const responses = await Promise.all(
          round % 2 === 0
            ? [remove(two.person, one), remove(one.person, two)]
            : [remove(one.person, one), remove(two.person, two)],
        )
        assert.equal(responses.filter(({ status }) => status === 200).length, 1)
        for (const { status } of responses) assert.ok([200, 401, 409].includes(status), `${status}`)
        const alive = (await Promise.all(owners.map(withSession))).filter((status) => status === 200)
        assert.equal(alive.length, 1)
      }
    })

    test("another organization's person looks like none, and keeps everything", async () => {
      const stranger = await signUpOwner(testServer, await testServer.createTenant('Other'))
      for (const ask of [remove, endSessions]) {
        const foreign = await ask(stranger.person)
        for (const id of [crypto.randomUUID(), 'no-id', '*']) {
          const unknown = await ask(id)
          assert.deepEqual(
            [foreign.status, foreign.body.code, foreign.body.message],
            [unknown.status, unknown.body.code, unknown.body.message],
          )
        }
        assert.equal(foreign.body.code, 'person_not_found')
      }
      assert.equal(await withSession(stranger), 200)
    })

    test('no token removes anybody, not even one that an owner minted', async () => {
      const colleague = await signUpOwner(testServer, tenant)
      for (const token of [tenant.token, await mint(owner), (await testServer.mint(tenant, 'acme')).token]) {
        for (const path of [colleague.person, `${colleague.person}/sessions`]) {
          const { status, body } = await testServer.call('DELETE', `${PEOPLE}/${path}`, { token })
          assert.deepEqual([status, body.code], [403, 'not_permitted'])
        }
      }
      assert.equal(await withSession(colleague), 200)
    })

    test('all sessions of another are ended, with their tokens; the password stays', async () => {
      const colleague = await signUpOwner(testServer, tenant)
      const further = await signInAgain(testServer, colleague)
      const tokens = [await mint(colleague), await mint(further)]
      const ended = await endSessions(colleague.person)
      assert.deepEqual([ended.status, ended.body.ended_sessions], [200, 2], ended.text)
      assert.deepEqual(await Promise.all([colleague, further].map(withSession)), [401, 401])
      assert.deepEqual(await Promise.all(tokens.map(withToken)), [401, 401])
      const again = await signInAgain(testServer, colleague)
      assert.equal(await withSession(again), 200)
      assert.equal(await withToken(await mint(again)), 200)
      assert.equal(await withSession(owner), 200)
      assert.deepEqual(
        (await getAudit(testServer, tenant, 'person.sessions_ended')).map(({ subject_id }) => subject_id),
        [colleague.person],
      )
    })

    test('happens once by its key, however often it is requested', async () => {
      const leaver = await signUpOwner(testServer, tenant)
      const ask = () =>
        testServer.call('DELETE', `${PEOPLE}/${leaver.person}`, {
          headers: { ...owner.headers, 'idempotency-key': leaver.person },
        })
      const [one, again] = [await ask(), await ask()]
      assert.deepEqual([one.status, again.status], [200, 200], again.text)
      assert.deepEqual(again.body, one.body)
    })
  })
}
