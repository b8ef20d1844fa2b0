import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { purgeSessions } from '@bulkhead/server/people/sessions/purge-sessions'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { engines } from '@bulkhead/testing/engines'
import { type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { type RawBuilder, sql } from 'kysely'
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

    test('the role of people reaches nothing but their schema', async () => {
      const { database } = testServer.server.services
      const run = (statement: RawBuilder<unknown>) =>
        asIdentity(database, 'read write', (tx) => statement.execute(tx))
      assert.ok(await run(sql`select * from identity.people`))
      for (const statement of [
        sql`select * from bulkhead.organizations`,
        sql`select * from bulkhead.connector_credentials`,
        sql`select * from bulkhead.server_secrets`,
        sql`insert into identity.sign_up_links values (gen_random_uuid(), gen_random_uuid(), '', now(), now())`,
        sql`delete from identity.members`,
        sql`drop table identity.people`,
      ])
        await assert.rejects(run(statement), { code: '42501' })
    })

    test('no cookie can be made of what the database holds of a session', async () => {
      const { session, cookie, headers } = await signInAgain(testServer, owner)
      const { rows } = await asIdentity(testServer.server.services.database, 'read only', (tx) =>
        sql<{
          row: string
          hash: string
        }>`select row_to_json(s)::text as row, encode(token_hash, 'base64') as hash
          from identity.sessions as s where id = ${session}`.execute(tx),
      )
      const [name = '', token = ''] = cookie.split('=', 2)
      assert.ok(rows[0] !== undefined && token.length === 43 && !rows[0].row.includes(token))
      for (const forged of [
        session,
        rows[0].hash,
        Buffer.from(rows[0].hash, 'base64').toString('base64url'),
      ]) {
        const asked = await testServer.call('GET', '/auth/session', {
          headers: { ...headers, cookie: `${name}=${forged}` },
        })
        assert.equal(asked.status, 401)
      }
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
          .set({ used_at: new Date(Date.now() - 7 * 86_400_000 - 1_000) })
          .where('id', '=', session)
          .execute(),
      )
      assert.equal(await purgeSessions(database), false)
      const left = await asIdentity(database, 'read only', (tx) =>
        tx.selectFrom('identity.sessions').select('id').execute(),
      )
      const ids = left.map(({ id }) => id)
      assert.deepEqual([ids.includes(session), ids.includes(owner.session)], [false, true])
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
