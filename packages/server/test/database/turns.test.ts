import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { Lane } from '#platform/database/lanes'
import { createTurns, type Turns } from '#platform/database/postgres/turns'

let time = 0
const now = () => time

/** Starts a transaction. `release` ends it once it has a connection. */
function start(turns: Turns, lane: Lane, name: string) {
  const turn = turns.take({ lane, name })
  let hasBegun = false
  void turn.then(() => {
    hasBegun = true
  })
  return { hasBegun: () => hasBegun, release: async () => (await turn)() }
}

/** Makes the purpose slow: its last transaction took two seconds. */
async function slow(turns: Turns, lane: Lane, name: string) {
  const one = start(turns, lane, name)
  await setImmediate()
  time += 2_000
  await one.release()
}

test('a request that was slow once waits for one list, and not for all that wait', async () => {
  const turns = createTurns(4, { now })
  await slow(turns, 'requests', 'execute')
  const lists = Array.from({ length: 10 }, () => start(turns, 'lists', 'statistics'))
  const execute = start(turns, 'requests', 'execute')
  await setImmediate()
  assert.deepEqual([turns.load().inUse, execute.hasBegun()], [2, false])
  await lists[0]?.release()
  await setImmediate()
  assert.ok(execute.hasBegun())
  await execute.release()
  await setImmediate()
  // It was fast this time, so that the lists hold its connections no more.
  assert.equal(turns.load().inUse, 2)
  const next = start(turns, 'requests', 'execute')
  await setImmediate()
  assert.ok(next.hasBegun())
  for (const { release } of [next, ...lists.slice(1)]) await release()
  assert.deepEqual(turns.load(), { inUse: 0, waiting: 0, limit: 4 })
})

test('a list is not kept waiting by requests for a locked table, however many there are', async () => {
  const turns = createTurns(4, { now })
  await slow(turns, 'requests', 'mint')
  const mints = Array.from({ length: 10 }, () => start(turns, 'requests', 'mint'))
  const list = start(turns, 'lists', 'statistics')
  await setImmediate()
  assert.deepEqual([turns.load().inUse, list.hasBegun()], [2, false])
  time += 2_000
  await mints[0]?.release()
  await setImmediate()
  assert.ok(list.hasBegun())
  for (const { release } of [list, ...mints.slice(1)]) await release()
  assert.deepEqual(turns.load(), { inUse: 0, waiting: 0, limit: 4 })
})

test('those of one purpose begin in the order in which they asked', async () => {
  const turns = createTurns(1, { now })
  const all = Array.from({ length: 4 }, () => start(turns, 'requests', 'execute'))
  for (const [at, one] of all.entries()) {
    await setImmediate()
    assert.deepEqual(
      all.map(({ hasBegun }) => hasBegun()),
      all.map((_, place) => place <= at),
    )
    await one.release()
  }
})
