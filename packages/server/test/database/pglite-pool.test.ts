import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openMigratedPGlite } from '@bulkhead/testing/migrated-pglite'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, sql } from 'kysely'
import type pg from 'pg'
import { confinedPGlite, withClient } from '#platform/database/pglite/open-pglite'
import { pglitePool } from '#platform/database/pglite/pglite-pool'
import { postgresDialect } from '#platform/database/postgres/postgres-dialect'
import { getSqlstate } from '#platform/database/schema/sqlstate'

interface Counters {
  counters: { name: string; value: number }
}

suite('the one session of a PGlite', { timeout: 600_000 }, async () => {
  const pglite = new PGlite()
  await pglite.exec(`create table counters (name text primary key, value integer not null);
    insert into counters values ('shared', 0), ('begun', 0)`)
  const pool = pglitePool(pglite, 'rollback; deallocate all; reset role')
  const kysely = new Kysely<Counters>({ dialect: postgresDialect(pool) })
  after(() => kysely.destroy())
  const read = async (name: string) => {
    const { value } = await kysely
      .selectFrom('counters')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
    return value
  }
  const write = (db: Kysely<Counters>, name: string, value: number) =>
    db.updateTable('counters').set({ value }).where('name', '=', name).execute()

  test('200 transactions at once stay separate, with every other one rolled back', async () => {
    let inside = 0
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, (_, index) =>
        kysely.transaction().execute(async (tx) => {
          inside += 1
          assert.equal(inside, 1, 'one at a time')
          try {
            const { value } = await tx
              .selectFrom('counters')
              .select('value')
              .where('name', '=', 'shared')
              .executeTakeFirstOrThrow()
            await nextTurn()
            await write(tx, 'shared', value + 1)
            if (index % 2 === 1) throw new Error('given up')
          } finally {
            inside -= 1
          }
        }),
      ),
    )
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 100)
    assert.equal(await read('shared'), 100)
  })

  test('plain queries wait for the transactions before them', async () => {
    const long = kysely.transaction().execute(async (tx) => {
      await write(tx, 'begun', 1)
      await nextTurn()
      await write(tx, 'begun', 2)
    })
    assert.equal(await read('begun'), 2)
    await long
  })

  for (const [fault, statement, sqlstate] of [
    ['a failed query', 'select 1 / 0', '22012'],
    ['a syntax error', 'selekt', '42601'],
    ['a constraint', `insert into counters values ('shared', 1)`, '23505'],
    ['a role that is not there', `set local role nobody_of_ours`, '22023'],
  ] as const) {
    test(`${fault} leaves the next transaction clean`, async () => {
      const before = await read('shared')
      await assert.rejects(
        kysely.transaction().execute(async (tx) => {
          await sql`set local statement_timeout = 4747`.execute(tx)
          await write(tx, 'shared', -1)
          await sql.raw(statement).execute(tx)
        }),
        (error) => getSqlstate(error) === sqlstate,
      )
      await kysely.transaction().execute(async (tx) => {
        const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(tx)
        assert.notEqual(rows[0]?.statement_timeout, '4747ms')
      })
      assert.equal(await read('shared'), before)
    })
  }

  test('an error that the work swallows fails the transaction, unless a savepoint caught it', async () => {
    const attempt = (savepoint: boolean) =>
      kysely.transaction().execute(async (tx) => {
        await write(tx, 'begun', 10)
        if (savepoint) await sql`savepoint before`.execute(tx)
        await sql`select 1 / 0`.execute(tx).catch(() => {})
        if (savepoint) await sql`rollback to before`.execute(tx)
      })
    await assert.rejects(attempt(false), /rolled back instead of committed/)
    assert.equal(await read('begun'), 2)
    await attempt(true)
    assert.equal(await read('begun'), 10)
  })

  test('a transaction that cannot begin fails and lets the others on', async () => {
    await pglite.exec('begin').then(() => pglite.exec('selekt').catch(() => {}))
    const outcomes = await Promise.allSettled([
      kysely.transaction().execute(async () => {}),
      kysely.transaction().execute(async () => {}),
    ])
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'rejected' && getSqlstate(outcome.reason)),
      ['25P02', '25P02'],
    )
    await pglite.exec('rollback')
    await kysely.transaction().execute((tx) => write(tx, 'shared', 7))
    assert.equal(await read('shared'), 7)
  })

  test('a client that is replaced leaves nothing of its own in the session', async () => {
    const before = await read('shared')
    const client = await pool.connect()
    await client.query({ name: 'kept', text: 'select 1' })
    await client.query('begin; update counters set value = -1; set role pg_monitor')
    client.release(true)
    const next = await pool.connect()
    await next.query({ name: 'kept', text: 'select 2' })
    const { rows } = await next.query(
      'select current_user, xact_start = statement_timestamp() as alone from pg_stat_activity where pid = pg_backend_pid()',
    )
    next.release()
    assert.deepEqual(rows, [{ current_user: 'postgres', alone: true }])
    assert.equal(await read('shared'), before)
  })

  test('a connection is returned to the pool in its original state, or not at all', async () => {
    const asMonitor = (client: pg.PoolClient) => client.query('set role pg_monitor')
    const userNow = async () => {
      const { rows } = await pool.query('select current_user')
      return rows[0]?.current_user
    }
    await withClient(pool, 'set role pg_read_all_data', asMonitor)
    assert.equal(await userNow(), 'pg_read_all_data')
    await withClient(pool, 'selekt', asMonitor)
    assert.equal(await userNow(), 'postgres')
    await assert.rejects(
      withClient(pool, 'selekt', async (client) => {
        await asMonitor(client)
        throw new Error('given up')
      }),
      /given up/,
    )
    assert.equal(await userNow(), 'postgres')
  })

  test('a client whose transaction could not begin runs nothing', async () => {
    const own = await openMigratedPGlite()
    await own.exec('create role narrow; create role other')
    const begun = pglitePool(own, 'rollback; set role narrow')
    const client = await begun.connect()
    await own.exec('reset role; alter role narrow rename to gone')
    client.release(true)
    await assert.rejects(begun.query('select current_user'), (error) => getSqlstate(error) === '22023')
    await assert.rejects(begun.connect(), (error) => getSqlstate(error) === '22023')
    await own.exec('alter role gone rename to narrow')
    const { rows } = await begun.query('select current_user')
    assert.deepEqual(rows, [{ current_user: 'narrow' }])
    await begun.end()
    await own.close()
  })

  test('reports affected rows', async () => {
    const { numUpdatedRows } = await kysely
      .updateTable('counters')
      .set({ value: 0 })
      .executeTakeFirstOrThrow()
    assert.equal(numUpdatedRows, 2n)
  })

  test('a closed database refuses at once', async () => {
    const closing = await openMigratedPGlite()
    const closed = new Kysely<Counters>({ dialect: postgresDialect(pglitePool(closing, 'select')) })
    await sql`select`.execute(closed)
    await closing.close()
    await assert.rejects(closed.transaction().execute(async () => {}))
    await assert.rejects(sql`select`.execute(closed))
    await closed.destroy()
  })

  test('a confined database closes PGlite, even without any query', async () => {
    const unused = await openMigratedPGlite()
    const database = await confinedPGlite(unused)
    await database.close()
    assert.equal(unused.closed, true)
  })
})
