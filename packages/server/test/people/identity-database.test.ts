import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { loadBetterAuth } from '@bulkhead/server/people/better-auth'
import { purgeSessions } from '@bulkhead/server/people/sessions/purge-sessions'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { identityKysely } from '@bulkhead/server/platform/database/roles/identity-kysely'
import { engines } from '@bulkhead/testing/engines'
import { type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { getMigrations } from 'better-auth/db/migration'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'

for (const engine of engines) {
  describe(`the database of people on ${engine.name}`, () => {
    let testServer: TestServer
    let owner: SignedInPerson

    before(async () => {
      testServer = await startTestServer(engine, { logLevel: 'error' })
      owner = await signUpOwner(testServer, await testServer.createTenant('Acme'))
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    test('the migration creates what better-auth expects', async () => {
      const { database, log } = testServer.server.services
      const auth = await loadBetterAuth({
        database,
        log,
        secret: 's'.repeat(32),
        publicUrl: 'http://house.test',
      })
      const { toBeCreated, toBeAdded } = await getMigrations(auth.options)
      assert.deepEqual([toBeCreated, toBeAdded], [[], []])
    })

    test('better-auth reaches nothing but its schema', async () => {
      const kysely = identityKysely(testServer.server.services.database) as Kysely<Record<string, never>>
      assert.ok(await sql`select * from identity.people`.execute(kysely))
      for (const statement of [
        sql`select * from bulkhead.organizations`,
        sql`select * from bulkhead.connector_credentials`,
        sql`select * from bulkhead.server_secrets`,
        sql`insert into identity.sign_up_links values (gen_random_uuid(), gen_random_uuid(), '', now(), now())`,
        sql`delete from identity.members`,
        sql`drop table identity.people`,
      ])
        await assert.rejects(statement.execute(kysely), { code: '42501' })
    })

    test("better-auth's transactions commit or roll back as one", async () => {
      const kysely = identityKysely(testServer.server.services.database) as Kysely<Record<string, never>>
      const add = (tx: Kysely<Record<string, never>>, value: string) =>
        sql`insert into identity.verifications (id, identifier, value, expires_at)
          values (gen_random_uuid(), 'test', ${value}, now())`.execute(tx)
      const values = async () =>
        (
          await sql<{ value: string }>`
            select value from identity.verifications where identifier = 'test' order by value`.execute(kysely)
        ).rows.map(({ value }) => value)
      await kysely.transaction().execute(async (tx) => {
        await add(tx, 'a')
        await add(tx, 'b')
      })
      assert.deepEqual(await values(), ['a', 'b'])
      const given = new Error('given up')
      const givenUp = kysely.transaction().execute(async (tx) => {
        await add(tx, 'c')
        throw given
      })
      await assert.rejects(givenUp, given)
      const failed = kysely.transaction().execute(async (tx) => {
        await add(tx, 'd')
        await sql`select 1 / 0`.execute(tx)
      })
      await assert.rejects(failed, { code: '22012' })
      assert.deepEqual(await values(), ['a', 'b'])
    })

    test('twenty concurrent people wait only for each other', async () => {
      const asked = Array.from({ length: 20 }, () =>
        testServer.call('GET', '/auth/session', { headers: owner.headers }),
      )
      assert.ok((await Promise.all(asked)).every(({ status }) => status === 200))
    })

    test('sessions that have expired are forgotten', async () => {
      const { database } = testServer.server.services
      const { session } = await signInAgain(testServer, owner)
      await asIdentity(database, 'read write', (tx) =>
        tx
          .updateTable('identity.sessions')
          .set({ expires_at: new Date(Date.now() - 1_000) })
          .where('id', '=', session)
          .execute(),
      )
      assert.equal(await purgeSessions(database), false)
      const left = await asIdentity(database, 'read only', (tx) =>
        tx.selectFrom('identity.sessions').select('id').execute(),
      )
      assert.deepEqual(
        left.map(({ id }) => id),
        [owner.session],
      )
    })

    const skip = engine.name !== 'postgres' && 'an embedded database does not go away'
    test('an unreachable database is 503, and not "nobody is signed in"', { skip }, async () => {
      assert.ok(testServer.store.postgres)
      const { adminUrl, login } = testServer.store.postgres
      const admin = new pg.Client({ connectionString: adminUrl })
      await admin.connect()
      try {
        // Refuses new connections and ends existing ones: an outage as this server sees it.
        await admin.query(`alter role ${login} connection limit 0`)
        await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${login}'`)
        for (const path of ['/auth/session', '/api/v1/workspaces']) {
          const { status, body } = await testServer.call('GET', path, { headers: owner.headers })
          assert.deepEqual([status, body.code], [503, 'unavailable'], path)
        }
        await admin.query(`alter role ${login} connection limit -1`)
        await until(
          async () =>
            (await testServer.call('GET', '/auth/session', { headers: owner.headers })).status === 200,
        )
      } finally {
        await admin.end()
      }
    })
  })
}
