import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { openRawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import { until } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'

const postgres = bothEngines.find(({ name }) => name === 'postgres')

suite('a connection that follows', { skip: postgres === undefined && 'needs Postgres' }, () => {
  after(() => postgres?.close())

  test('listens, is made again when it is lost, and says so', async () => {
    assert.ok(postgres)
    const { database, admin, close } = await openRawDatabase(postgres)
    let heard = 0
    const following = database.follow?.({
      news() {
        heard += 1
      },
    })
    assert.ok(following)
    const ask = async () => {
      const { rows } = await asAuthenticator(following.database, undefined, (tx) =>
        sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx),
      )
      return rows[0]?.pid
    }
    let first: number | undefined
    await until(async () => {
      const before = first
      first = await ask().catch(() => undefined)
      return first !== undefined && first === before
    })
    assert.ok(following.generation() >= 1)
    for (const lose of [
      () => admin(`select pg_terminate_backend(${first})`),
      async () => following.renew(),
    ]) {
      const before = following.generation()
      await lose()
      await until(() =>
        ask().then(
          () => following.generation() > before,
          () => false,
        ),
      )
      heard = 0
      await until(async () => {
        await admin(`notify news`)
        return heard > 0
      })
    }
    await following.close()
    await close()
  })
})
