import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { type SignedInPerson, setLevels, signUpOwner, signUpPerson } from '@bulkhead/testing/people'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { until } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import pg from 'pg'
import { API, assertError, CONNECTORS, WORKSPACES } from '../http/api.ts'
import { type ConnectFixture, openConnectFixture, PAGE, SESSIONS } from './connect-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`who makes connect links and loses the right to on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let fixture: ConnectFixture
    let owner: SignedInPerson
    before(async () => {
      fixture = await openConnectFixture(engine)
      owner = await signUpOwner(fixture.testServer, fixture.tenant)
    })
    after(() => fixture?.close())

    // Sends a request like a page, which gives each write its own idempotency key.
    const as = ({ headers }: SignedInPerson, method: string, path: string, body?: object) =>
      fixture.testServer.call(method, path, {
        headers: { ...headers, ...(method !== 'GET' && { 'idempotency-key': randomUUID() }) },
        ...(body && { body }),
      })
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
    /** Asserts that a link has ended, even once the revocation is deleted (after 20 minutes). */
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

    if (engine.name === 'postgres') {
      describe('a right that ends while a link is made', () => {
        /** Runs `work` while no other transaction can add a row to a table. @returns A function that lets them go on. */
        async function whileLocked<T>(table: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
          const admin = new pg.Client({ connectionString: fixture.testServer.store.postgres?.adminUrl })
          await admin.connect()
          try {
            await admin.query(`begin; lock table bulkhead.${table} in share mode`)
            return await work(admin)
          } finally {
            await admin.end()
          }
        }
        /** An application with two secrets, a token of the first, and ways to end what a link by the token rests on. */
        async function setUp() {
          const application = (
            await fixture.call('POST', `${API}/applications`, { body: { name: 'Ending' } })
          ).body
          const secrets = `${API}/applications/${application.id}/secrets`
          assert.equal((await fixture.call('POST', secrets)).status, 200)
          const token = await fixture.testServer.applicationToken(application)
          const make = (workspace_name: string) => {
            const body = { workspace_name, services: ['pier'], expires_in: 604_800 }
            return fixture.testServer.call('POST', SESSIONS, { token, body })
          }
          return { application, secrets, token, make }
        }
        const ends = {
          token: ({ token }: Awaited<ReturnType<typeof setUp>>) =>
            fixture.testServer.call('POST', `${API}/account/applications/token/revoke`, { token, body: {} }),
          secret: async ({ secrets, application }: Awaited<ReturnType<typeof setUp>>) =>
            fixture.call('DELETE', `${secrets}/${application.secret_id}`),
        }
        for (const [right, end] of Object.entries(ends)) {
          test(`no link is made once the ${right} has ended`, async () => {
            const maker = await setUp()
            const [made, ended] = await whileLocked('workspaces', async (admin) => {
              const making = maker.make(`late for the ${right}`)
              await until(async () => (await countWaiting(admin)) >= 1)
              const ended = await end(maker)
              await admin.query('rollback')
              return [await making, ended]
            })
            assert.equal(ended.status, 200, ended.text)
            assertError(made, 'unauthenticated', 'createConnectSession')
          })

          test(`a link that is about to be stored ends with the ${right}`, async () => {
            const maker = await setUp()
            const [made, ended] = await whileLocked('audit_records', async (admin) => {
              const making = maker.make('scene')
              await until(async () => (await countWaiting(admin)) >= 1)
              const ending = end(maker)
              await until(async () => (await countWaiting(admin)) >= 2)
              await admin.query('rollback')
              return Promise.all([making, ending])
            })
            assert.equal(ended.status, 200, ended.text)
            assert.equal(made.status, 200, made.text)
            await assertEnded(made.body)
          })
        }
      })
    }

    describe('members', () => {
      type Level = 'viewer' | 'user' | 'manager'
      let workspace_id: string
      before(async () => {
        workspace_id = (await fixture.testServer.mint(fixture.tenant, 'scene')).workspace_id
      })
      async function join(level: Level, workspace = workspace_id) {
        const person = await signUpPerson(fixture.testServer, fixture.tenant, 'member')
        await setLevels(fixture.testServer, fixture.tenant, workspace, { [level]: person })
        return person
      }
      const decide = (person: SignedInPerson, { session_id }: { session_id: string }, what: string) =>
        as(person, 'POST', `${SESSIONS}/${session_id}/${what}`, what === 'confirm' ? {} : undefined)
      /** The end user finishes a link. @returns The connector that awaits confirmation. */
      async function finish({ token }: { readonly token: string }, account: string) {
        const { status, body } = await fixture.fill(token, account)
        assert.deepEqual([status, body.status], [200, 'awaiting_confirmation'])
        return body.connector_id as string
      }

      test('a user makes links that add a connector, and confirms them', async () => {
        const user = await join('user')
        const made = await as(user, 'POST', SESSIONS, { workspace_name: 'scene', services: ['pier'] })
        assert.equal(made.status, 200, made.text)
        assert.equal(made.body.on_existing, 'add')
        const connector = await finish(made.body, 'of-a-user')
        assert.equal((await fixture.execute(connector)).body.code, 'connector_pending')
        const confirmed = await decide(user, made.body, 'confirm')
        assert.equal(confirmed.status, 200, confirmed.text)
        assert.equal((await fixture.execute(connector)).status, 200)
        const discarded = await link(user)
        await finish(discarded, 'of-a-user')
        assert.equal((await decide(user, discarded, 'discard')).status, 200)
        const revoked = await link(user)
        assert.equal((await decide(user, revoked, 'revoke')).body.status, 'revoked')
      })

      test('changing a connector or trusting a page takes a manager', async () => {
        const [user, manager] = [await join('user'), await join('manager')]
        const kept = await link(owner)
        const connector = await finish(kept, 'kept')
        assert.equal((await decide(owner, kept, 'confirm')).status, 200)
        for (const more of [
          { connector_id: connector, services: undefined },
          { on_existing: 'replace' },
          { end_user: { id: 'mallory' } },
          { allowed_origins: ['https://app.example.com'] },
          { require_confirmation: false },
        ]) {
          const body = { workspace_name: 'scene', services: ['pier'], ...more }
          assertError(await as(user, 'POST', SESSIONS, body), 'not_permitted', 'createConnectSession')
          const { status, text } = await as(manager, 'POST', SESSIONS, body)
          assert.equal(status, 200, text)
        }
      })

      test('links of others are seen by a user, and decided on by a manager', async () => {
        const [user, manager] = [await join('user'), await join('manager')]
        for (const what of ['confirm', 'discard', 'revoke'] as const) {
          const made = await link(owner)
          await finish(made, `decided-${what}`)
          assertError(await decide(user, made, what), 'not_permitted', `${what}ConnectSession`)
          const { body } = await as(user, 'GET', `${SESSIONS}/${made.session_id}`)
          assert.equal(body.status, 'awaiting_confirmation')
          const { status, text } = await decide(manager, made, what)
          assert.equal(status, 200, text)
        }
        const { body } = await as(user, 'GET', `${SESSIONS}?workspace_id=${workspace_id}&limit=1`)
        assert.equal(body.data.length, 1)
        const made = await link(owner)
        const path = `${CONNECTORS}/${await finish(made, 'decided-deletion')}`
        assertError(await as(user, 'DELETE', path), 'not_permitted', 'deleteConnector')
        const { status, text } = await as(manager, 'DELETE', path)
        assert.equal(status, 202, text)
        assert.equal((await fixture.get(made.session_id)).status, 'discarded')
      })

      test('a viewer makes and sees no links, and nobody those of other workspaces', async () => {
        const [viewer, user] = [await join('viewer'), await join('user')]
        const other = await fixture.link({ workspace_name: 'unreached' })
        const here = await fixture.link()
        const body = { workspace_name: 'scene', services: ['pier'] }
        assertError(await as(viewer, 'POST', SESSIONS, body), 'not_permitted', 'createConnectSession')
        for (const [person, { session_id }] of [
          [viewer, here],
          [user, other],
        ] as const) {
          const seen = await as(person, 'GET', `${SESSIONS}/${session_id}`)
          assertError(seen, 'connect_session_not_found', 'getConnectSession')
          const ended = await decide(person, { session_id }, 'revoke')
          assertError(ended, 'connect_session_not_found', 'revokeConnectSession')
          const listed = await as(person, 'GET', `${SESSIONS}?limit=100`)
          const ids = listed.body.data.map((one: { session_id: string }) => one.session_id)
          assert.ok(!ids.includes(session_id))
        }
        const there = await as(user, 'POST', SESSIONS, { ...body, workspace_name: 'unreached' })
        assertError(there, 'workspace_not_found', 'createConnectSession')
        const fresh = await as(user, 'POST', SESSIONS, { ...body, workspace_name: 'not there yet' })
        assertError(fresh, 'workspace_not_found', 'createConnectSession')
      })

      test('the links of a user end with the session and with the level, and those of others stay', async () => {
        const ends: ((maker: SignedInPerson) => Promise<unknown>)[] = [
          (maker) => as(maker, 'POST', '/auth/sign-out'),
          async (maker) => {
            const path = `${WORKSPACES}/${workspace_id}/members/${maker.person}`
            assert.equal((await as(owner, 'PUT', path, { level: 'viewer' })).status, 200)
          },
        ]
        const bystander = await link(await join('user'))
        for (const end of ends) {
          const maker = await join('user')
          const made = await link(maker)
          const waiting = await link(maker)
          await finish(waiting, 'of-somebody-who-leaves')
          await end(maker)
          await assertEnded(made)
          await assertEnded(waiting)
          assert.notEqual((await decide(maker, waiting, 'confirm')).status, 200)
        }
        await assertOpen(bystander)
      })
    })
  })
}
