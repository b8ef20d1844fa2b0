import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { getAudit } from '@bulkhead/testing/audit'
import { engines } from '@bulkhead/testing/engines'
import { operatorResponse, runOperator } from '@bulkhead/testing/operator-process'
import { callAsPage, type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const MINT = '/api/v1/account/applications/scoped-token'
const NEW_PASSWORD = 'another password of some length'

for (const engine of engines) {
  describe(`the operator and owners on ${engine.name}`, () => {
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

    const operator = (...args: string[]) => operatorResponse(testServer.store.environment, 'owners', ...args)
    const getRefusal = async (...args: string[]) => {
      const { code, stderr } = await runOperator(testServer.store.environment, 'owners', ...args)
      assert.equal(code, 1, stderr)
      return stderr
    }
    const mint = async ({ headers }: SignedInPerson) => {
      const body = { workspace_name: 'default', create_workspace: false }
      return (await testServer.call('POST', MINT, { headers, body })).body.token as string
    }
    const withSession = async ({ headers }: SignedInPerson) =>
      (await testServer.call('GET', '/api/v1/workspaces', { headers })).status
    const withToken = async (token: string) =>
      (await testServer.call('GET', `${MINT}/info`, { token })).status
    const getToken = ({ url }: { url: string }) => new URL(url).hash.slice(1)
    const open = (token: string, email: string, password = NEW_PASSWORD) =>
      callAsPage(testServer, '/auth/sign-up', { token, name: 'Olga Owner', email, password })
    const getSubjects = async (event: string) =>
      (await getAudit(testServer, tenant, event)).map(({ subject_id }) => subject_id)

    test('are listed, of all organizations and of one', async () => {
      const elsewhere = await signUpOwner(testServer, await testServer.createTenant('Other'))
      const all = await operator('list')
      const row = all.find(({ id }: { id: string }) => id === owner.person)
      assert.deepEqual(
        { ...row, created_at: null },
        {
          organization_id: tenant.organization,
          id: owner.person,
          name: 'Olga Owner',
          email: owner.email,
          created_at: null,
        },
      )
      assert.ok(all.some(({ id }: { id: string }) => id === elsewhere.person))
      const own = await operator('list', '--organization_id', tenant.organization)
      assert.deepEqual(
        own.map(({ id }: { id: string }) => id),
        [owner.person],
      )
    })

    test('are removed by address or id, with sessions and tokens', async () => {
      for (const named of ['email', 'person'] as const) {
        const leaver = await signUpOwner(testServer, tenant)
        const token = await mint(leaver)
        const removed = await operator('remove', leaver[named].toUpperCase(), '--yes')
        assert.deepEqual([removed.id, removed.email], [leaver.person, leaver.email])
        assert.deepEqual([await withSession(leaver), await withToken(token)], [401, 401])
        assert.ok((await getSubjects('person.removed')).includes(leaver.person))
        assert.match(await getRefusal('remove', leaver[named], '--yes'), /no such owner.*owners list/)
      }
    })

    test('are not removed unasked, nor when nobody is left', async () => {
      const alone = await signUpOwner(testServer, await testServer.createTenant('One owner'))
      assert.match(await getRefusal('remove', alone.email, '--yes'), /only owner.*owners link/)
      const { code } = await runOperator(testServer.store.environment, 'owners', 'remove', alone.email)
      assert.equal(code, 4, 'nobody can be asked here, so --yes is missing')
      assert.equal(await withSession(alone), 200)
    })

    test('get a lost account back by a link for the same address alone; everything before it is dead', async () => {
      const lost = await signUpOwner(testServer, tenant)
      const further = await signInAgain(testServer, lost)
      const token = await mint(lost)
      const reset = await operator('reset', lost.email, '--yes')
      assert.deepEqual([reset.id, reset.email, reset.ended_sessions], [lost.person, lost.email, 2])
      assert.deepEqual(
        [await withSession(lost), await withSession(further), await withToken(token)],
        [401, 401, 401],
      )
      const { email, password } = lost
      const old = await callAsPage(testServer, '/auth/sign-in', { email, password })
      assert.equal(old.body.code, 'invalid_sign_in')
      const link = getToken(reset)
      for (const other of ['somebody-else@example.com', owner.email])
        assert.equal((await open(link, other)).body.code, 'sign_up_link_invalid')

      const back = await open(link, email.toUpperCase())
      assert.equal(back.status, 200, back.text)
      assert.deepEqual([back.body.person.id, back.body.person.email], [lost.person, email])
      assert.equal((await open(link, email)).body.code, 'sign_up_link_invalid')
      assert.equal(await withSession(await signInAgain(testServer, { email, password: NEW_PASSWORD })), 200)
      assert.deepEqual(await getSubjects('person.reset'), [lost.person])
      assert.deepEqual(await getSubjects('person.password_reset'), [lost.person])
      assert.ok(!testServer.log.join('').includes(link))
    })

    test('choose once, however many links were made: the others of the same person end', async () => {
      const lost = await signUpOwner(testServer, tenant)
      const colleague = await signUpOwner(testServer, tenant)
      const [first, second] = [
        await operator('reset', lost.person, '--yes'),
        await operator('reset', lost.person, '--yes'),
      ]
      const others = await operator('reset', colleague.person, '--yes')
      assert.equal((await open(getToken(second), lost.email)).status, 200)
      assert.equal((await open(getToken(first), lost.email)).status, 403)
      assert.equal((await open(getToken(others), colleague.email)).status, 200)
    })

    test('who is removed is not let in by a link of before', async () => {
      const lost = await signUpOwner(testServer, tenant)
      const reset = await operator('reset', lost.email, '--yes')
      await operator('remove', lost.email, '--yes')
      assert.equal((await open(getToken(reset), lost.email)).body.code, 'sign_up_link_invalid')
    })

    test('a link to sign up gives nobody another password', async () => {
      const link = await operator('link', '--organization_id', tenant.organization)
      assert.equal((await open(getToken(link), owner.email)).body.code, 'sign_up_link_invalid')
      assert.equal(await withSession(owner), 200)
    })
  })
}
