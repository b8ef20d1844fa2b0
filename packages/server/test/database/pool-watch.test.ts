import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import { watchPool } from '#platform/database/postgres/open-postgres'

const LOG = { warn() {}, info() {} }

/** Watches a pool. `pass` lets a second pass, and `set` decides how queries end. */
function watch(t: { mock: typeof import('node:test').mock }, take = async () => () => {}) {
  t.mock.timers.enable({ apis: ['setInterval'] })
  let time = 0
  let asked = 0
  let isUp = true
  const ask = async () => {
    asked += 1
    if (!isUp) throw new Error('connect ECONNREFUSED')
  }
  const watched = watchPool(ask, { take }, LOG, { now: () => time })
  return {
    ...watched,
    asked: () => asked,
    set: (up: boolean) => {
      isUp = up
    },
    async pass(within = () => {}) {
      time += 500
      within()
      time += 500
      t.mock.timers.tick(1_000)
      await setImmediate()
    },
  }
}

test('it fails after two queries in a row without a response, and recovers with one', async (t) => {
  const { pass, set, hasFailed } = watch(t)
  set(false)
  await pass()
  assert.equal(hasFailed(), false)
  set(true)
  await pass()
  set(false)
  await pass()
  assert.equal(hasFailed(), false, 'one after a response')
  await pass()
  assert.equal(hasFailed(), true)
  set(true)
  await pass()
  assert.equal(hasFailed(), false)
})

test('it sends one query a second, and none while transactions end well', async (t) => {
  const { pass, asked, set, succeeded, hasFailed } = watch(t)
  for (let second = 0; second < 3; second += 1) await pass()
  assert.equal(asked(), 3)
  for (let second = 0; second < 3; second += 1) await pass(succeeded)
  assert.equal(asked(), 3)
  set(false)
  await pass()
  await pass()
  assert.ok(hasFailed())
  succeeded()
  assert.equal(hasFailed(), false, 'a transaction that ends well is a response too')
})

test('a wait for a connection is no failure', async (t) => {
  const { pass, asked, hasFailed } = watch(t, async () => {
    throw new BulkheadError('unavailable', 'All connections to the database are in use.')
  })
  for (let second = 0; second < 5; second += 1) await pass()
  assert.deepEqual([asked(), hasFailed()], [0, false])
})
