import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cacheStates, createCache } from '#platform/cache/create-cache'
import { createSingleFlight, once } from '#platform/single-flight'

describe('a cache', () => {
  const getState = (name: string) => cacheStates().find((state) => state.name === name)

  test('a cache keeps the entries used last, and counts', () => {
    const cache = createCache<number>({ name: 'test_bound', key: 'text', max: 2, invalidatedBy: 'nothing' })
    cache.set('a', 1)
    cache.set('b', 2)
    assert.equal(cache.get('a'), 1)
    cache.set('c', 3)
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], [1, undefined, 3])
    cache.delete('c')
    const { size, hits, misses, evictions, max } = getState('test_bound') ?? {}
    assert.deepEqual(
      { size, hits, misses, evictions, max },
      { size: 1, hits: 3, misses: 1, evictions: 1, max: 2 },
    )
  })

  test('of one name count as one', () => {
    const options = { name: 'test_sum', key: 'text', max: 2, invalidatedBy: 'nothing' }
    const caches = [createCache<number>(options), createCache<number>(options)]
    for (const cache of caches) cache.set('a', 1)
    assert.equal(getState('test_sum')?.size, 2)
  })
})

describe('single flight', () => {
  test('a load runs once per key for concurrent callers, and again for later ones', async () => {
    const flights = createSingleFlight<number>()
    let runs = 0
    const work = async () => {
      runs += 1
      return runs
    }
    assert.deepEqual(
      await Promise.all([flights.run('a', work), flights.run('a', work), flights.run('b', work)]),
      [1, 1, 2],
    )
    assert.equal(await flights.run('a', work), 3)
  })

  test('a failed load rejects for all waiting callers, and is not cached', async () => {
    const flights = createSingleFlight<number>()
    const fail = () => Promise.reject(new Error('lost'))
    const joined = [flights.run('a', fail), flights.run('a', async () => 1)]
    await flights.settled()
    for (const one of joined) await assert.rejects(one, /lost/)
    assert.equal(await flights.run('a', async () => 2), 2)
  })

  test('once: a failure is not kept, what succeeds is', async () => {
    let runs = 0
    const open = once(async () => {
      runs += 1
      if (runs === 1) throw new Error('not yet')
      return runs
    })
    await assert.rejects(open(), /not yet/)
    assert.deepEqual([await open(), await open()], [2, 2])
  })
})
