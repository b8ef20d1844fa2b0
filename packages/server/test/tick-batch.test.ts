import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { createTickBatch } from '@bulkhead/server/platform/tick-batch'

/**
 * Joins a tick batch once for each name, and does two things after it.
 * @returns Everything done, in order.
 */
async function passing(names: readonly string[], join: () => Promise<void>, done: string[]): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      await join()
      done.push(`${name}1`)
      await undefined
      done.push(`${name}2`)
    }),
  )
}

test('callers of one tick take each step one after another, in order of arrival', async () => {
  const done: string[] = []
  await passing(
    ['a', 'b', 'c'],
    createTickBatch(() => true),
    done,
  )
  assert.deepEqual(done, ['a1', 'b1', 'c1', 'a2', 'b2', 'c2'])
})

test('at most a fixed number continues together, and the others in the next ticks', async () => {
  const done: string[] = []
  const join = createTickBatch(() => true, 2)
  const all = passing(['a', 'b', 'c', 'd', 'e'], join, done)
  await turn()
  assert.deepEqual(done, ['a1', 'b1', 'a2', 'b2'])
  const later = passing(['f'], join, done)
  await Promise.all([all, later])
  assert.deepEqual(done.slice(4), ['c1', 'd1', 'c2', 'd2', 'e1', 'f1', 'e2', 'f2'])
})

test('a later caller is not forgotten', async () => {
  const done: string[] = []
  const join = createTickBatch(() => true)
  await passing(['a'], join, done)
  await passing(['b'], join, done)
  assert.deepEqual(done, ['a1', 'a2', 'b1', 'b2'])
})

test('a single caller does not wait for the end of the tick, unless another waits already', async () => {
  let others = false
  const join = createTickBatch(() => others)
  const done: string[] = []
  const ended = turn().then(() => done.push('turn'))
  await passing(['a'], join, done)
  assert.deepEqual(done, ['a1', 'a2'])
  others = true
  const waiting = passing(['b'], join, done)
  others = false
  await Promise.all([waiting, passing(['c'], join, done), ended])
  assert.deepEqual(done.slice(2).toSorted(), ['b1', 'b2', 'c1', 'c2', 'turn'])
  assert.ok(done.indexOf('b1') < done.indexOf('c1') && done.indexOf('c1') < done.indexOf('b2'))
})
