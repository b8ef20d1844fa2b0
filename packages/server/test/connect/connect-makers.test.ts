import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { engines } from '@bulkhead/testing/engines'
import { type SignedInPerson, setLevels, signUpOwner, signUpPerson } from '@bulkhead/testing/people'
import { sql } from 'kysely'
import { API, assertError, WORKSPACES } from '../http/api.ts'
import { type ConnectFixture, openConnectFixture, PAGE, SESSIONS } from './connect-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`who makes connect links and loses the right to on ${engine.name}`, () => {
    let fixture: ConnectFixture
    let owner: SignedInPerson
    before(async () => {
      fixture = await openConnectFixture(engine)
      owner = await signUpOwner(fixture.testServer, fixture.tenant)
    })
    after(() => fixture?.close())

    const as = ({ headers }: SignedInPerson, method: string, path: string, body?: object) =>
      fixture.testServer.call(method, path, { headers, ...(body && { body }) })
    async function link(maker: SignedInPerson) {
      const body = { workspace_name: 'scene', services: ['pier'] }
      const made = await as(maker, 'POST', SESSIONS, body)
      assert.equal(made.status, 200, made.text)
      await assertOpen(made.body)
      return made.body as { session_id: string; token: string }
    }
    async function assertOpen({ token }: { readonly token: string }) {
      const page = await fixture.testServer.call('GET', PAGE, { token })
      assert.equal(page.status, 200, page.text)
    }
    /** Also when the revocation is forgotten, as it is after twenty minutes. */
    async function assertEnded({ session_id, token }: { session_id: string; token: string }) {
      const { database, log } = fixture.testServer.server.services
      await asOperator(database, log, 'test', (tx) => sql`delete from revocations`.execute(tx))
      const page = await fixture.testServer.call('GET', PAGE, { token })
      assertError(page, 'connect_session_ended', 'getConnectPage')
      assert.equal((await fixture.get(session_id)).status, 'revoked')
    }

    test('a link ends when its person signs out', async () => {
      const maker = await signUpOwner(fixture.testServer, fixture.tenant)
      const made = await link(maker)
      assert.equal((await as(maker, 'POST', '/auth/sign-out')).status, 200)
      await assertEnded(made)
    })

    test('it goes on when the session of its person has expired', async () => {
      const maker = await signUpOwner(fixture.testServer, fixture.tenant)
      const made = await link(maker)
      await asIdentity(fixture.testServer.server.services.database, 'read write', (tx) =>
        tx.deleteFrom('identity.sessions').where('id', '=', maker.session).execute(),
      )
      await assertOpen(made)
    })

    test('it ends when somebody else ends the sessions of its person', async () => {
      const maker = await signUpOwner(fixture.testServer, fixture.tenant)
      const made = await link(maker)
      await as(owner, 'DELETE', `${API}/people/${maker.person}/sessions`)
      await assertEnded(made)
    })

    test('it ends when its person is removed', async () => {
      const maker = await signUpOwner(fixture.testServer, fixture.tenant)
      const made = await link(maker)
      await as(owner, 'DELETE', `${API}/people/${maker.person}`)
      await assertEnded(made)
    })

    test('it ends when its person becomes a member, and stays over when they are an admin again', async () => {
      const maker = await signUpPerson(fixture.testServer, fixture.tenant, 'admin')
      const made = await link(maker)
      for (const role of ['member', 'admin']) {
        const { status, text } = await as(owner, 'PUT', `${API}/people/${maker.person}/role`, { role })
        assert.equal(status, 200, text)
        await assertEnded(made)
      }
    })

    test('a link by the token of a manager ends with the session, and with the level', async () => {
      const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'scene')
      const ends: ((maker: SignedInPerson) => Promise<{ status: number; text: string }>)[] = [
        (maker) => as(maker, 'POST', '/auth/sign-out'),
        (maker) => as(owner, 'DELETE', `${WORKSPACES}/${workspace_id}/members/${maker.person}`),
      ]
      for (const end of ends) {
        const maker = await signUpPerson(fixture.testServer, fixture.tenant, 'member')
        await setLevels(fixture.testServer, fixture.tenant, workspace_id, { manager: maker })
        const minted = await as(maker, 'POST', `${API}/account/applications/scoped-token`, {
          workspace_name: 'scene',
          create_workspace: false,
        })
        assert.equal(minted.status, 200, minted.text)
        const made = await fixture.testServer.call('POST', SESSIONS, { token: minted.body.token, body: {} })
        assert.equal(made.status, 200, made.text)
        const { status, text } = await end(maker)
        assert.equal(status, 200, text)
        await assertEnded(made.body)
      }
    })

    test('links end with all tokens of an application, and of a workspace', async () => {
      const application = await fixture.call('POST', `${API}/applications`, { body: { name: 'Ending' } })
      const maker = await fixture.testServer.applicationToken(application.body)
      const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'other scene')
      const [one, two] = [
        await fixture.link({}, maker),
        await fixture.link({ workspace_name: 'other scene' }),
      ]
      const bystander = await fixture.link()
      for (const path of [
        `${API}/applications/${application.body.id}/revoke-tokens`,
        `${WORKSPACES}/${workspace_id}/revoke-tokens`,
      ]) {
        const { status, text } = await fixture.call('POST', path)
        assert.equal(status, 200, text)
      }
      for (const made of [one, two]) await assertEnded(made)
      await assertOpen(bystander)
    })
  })
}
