import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, suite, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { Kysely, sql } from 'kysely'
import pg from 'pg'
import { beginWith, pipelined, postgresDialect } from '#platform/database/postgres/postgres-dialect'

const postgres = bothEngines.find(({ name }) => name === 'postgres')

suite('transactions that begin with their first statement', {
  skip: postgres === undefined && 'needs Postgres',
}, () => {
  let pool: pg.Pool
  let kysely: Kysely<{ things: { id: number } }>
  const begin = (access: 'read only' | 'read write', settings = '') => `begin ${access}; select 1${settings}`
  const insert = (id: number) => sql`insert into things values (${id})`

  before(async () => {
    const store = await postgres?.createStore()
    // One connection, so that each transaction meets the state that the previous one left.
    pool = new pg.Pool({ connectionString: store?.postgres?.ownerUrl, max: 1, ...pipelined })
    kysely = new Kysely({ dialect: postgresDialect(pool) })
    await sql`create table things (id integer primary key)`.execute(kysely)
  })
  after(async () => {
    // The pool ends before its connection does. If the database were dropped then, the connection would throw
    // an error that nobody catches.
    const closed = once(pool, 'remove')
    await kysely.destroy()
    await closed
    await postgres?.close()
  })

  const things = async () => (await kysely.selectFrom('things').select('id').execute()).map(({ id }) => id)

  test('a transaction that cannot begin says why, and does nothing', async () => {
    const opening = begin('read write', `, set_config('role', 'nobody_of_this_name', true)`)
    const work = () => kysely.transaction().execute((tx) => insert(1).execute(tx))
    await assert.rejects(beginWith(opening, 'read write', work), /nobody_of_this_name/)
    assert.deepEqual(await things(), [])
  })

  test('its writes are committed when it ends, and undone if its work fails', async () => {
    const write = (id: number, fails: boolean) =>
      beginWith(begin('read write'), 'read write', () =>
        kysely.transaction().execute(async (tx) => {
          await insert(id).execute(tx)
          if (fails) throw new RangeError('changed my mind')
        }),
      )
    await write(2, false)
    await assert.rejects(write(3, true), RangeError)
    assert.deepEqual(await things(), [2])
  })

  test('one that only reads leaves no transaction to whoever has its connection next', async () => {
    const read = () =>
      beginWith(begin('read only'), 'read only', () =>
        kysely.transaction().execute((tx) => sql`select 1`.execute(tx)),
      )
    await Promise.all([read(), read(), insert(4).execute(kysely), read()])
    await insert(5).execute(kysely)
    assert.deepEqual(await things(), [2, 4, 5])
  })

  test('a write in a read-only transaction is refused, and the next transaction works', async () => {
    const write = () => kysely.transaction().execute((tx) => insert(6).execute(tx))
    await assert.rejects(beginWith(begin('read only'), 'read only', write), /read-only transaction/)
    await beginWith(begin('read write'), 'read write', write)
    assert.deepEqual(await things(), [2, 4, 5, 6])
  })
})
