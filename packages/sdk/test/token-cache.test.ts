import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Minted, sharedTokenCache, TokenCache } from '../src/workspace/token-cache.ts'

/** Creates a mint that counts its calls. */
function counting(expires_in: number) {
  let count = 0
  const mint = async (): Promise<Minted> => ({ token: `token ${++count}`, expires_in })
  return { mint, count: () => count }
}

test('a token is replaced a minute before its end, or after four fifths of a short life', async () => {
  for (const [expires_in, staleAfterMs] of [
    [1_200, 1_140_000],
    [60, 48_000],
  ] as const) {
    let now = 0
    const cache = new TokenCache(() => now)
    const { mint } = counting(expires_in)
    assert.equal(await cache.get('a', mint), 'token 1')
    now = staleAfterMs - 1
    assert.equal(await cache.get('a', mint), 'token 1')
    now = staleAfterMs
    assert.equal(await cache.get('a', mint), 'token 2')
  }
})

test('the life of a token counts from when it was asked for', async () => {
  let now = 0
  const cache = new TokenCache(() => now)
  const slow = async () => {
    now = 50_000
    return { token: 'slow', expires_in: 60 }
  }
  await cache.get('a', slow)
  assert.equal(cache.peek('a'), undefined)
})

test('all who wait share one mint, and one failure; the next tries again', async () => {
  const cache = new TokenCache()
  let count = 0
  const failing = async (): Promise<Minted> => {
    count++
    throw new Error('no')
  }
  const waiting = await Promise.allSettled(Array.from({ length: 10 }, () => cache.get('a', failing)))
  assert.equal(count, 1)
  assert.ok(waiting.every(({ status }) => status === 'rejected'))
  assert.equal(await cache.get('a', counting(60).mint), 'token 1')
})

test('a caller who may create a workspace does not wait for one who may not', async () => {
  const cache = new TokenCache()
  const { promise, reject } = Promise.withResolvers<Minted>()
  const reading = cache.get('a', () => promise, 'false')
  assert.equal(await cache.get('a', counting(60).mint, 'true'), 'token 1')
  reject(new Error('workspace_not_found'))
  await assert.rejects(reading)
  assert.equal(await cache.get('a', counting(60).mint, 'false'), 'token 1', 'the token is shared')
})

test('of two mints at once, the first token serves both, so that its end ends what both used', async () => {
  const cache = new TokenCache()
  const { promise, resolve } = Promise.withResolvers<Minted>()
  const slow = cache.get('a', () => promise, 'slow')
  assert.equal(await cache.get('a', counting(60).mint, 'quick'), 'token 1')
  resolve({ token: 'late', expires_in: 60 })
  assert.equal(await slow, 'token 1')
  assert.equal(cache.take('a'), 'token 1')
})

test('a refused token is dropped only while it is the one in use', async () => {
  const cache = new TokenCache()
  const { mint, count } = counting(600)
  const first = await cache.get('a', mint)
  cache.drop('a', first)
  const second = await cache.get('a', mint)
  cache.drop('a', first)
  assert.equal(await cache.get('a', mint), second)
  assert.equal(count(), 2)
})

test('memory is bounded: what was used longest ago is minted again', async () => {
  const cache = new TokenCache()
  const { mint, count } = counting(600)
  for (let index = 0; index < 1_000; index++) await cache.get(`workspace ${index}`, mint)
  await cache.get('workspace 0', mint)
  await cache.get('one more', mint)
  assert.equal(count(), 1_001)
  await cache.get('workspace 0', mint)
  assert.equal(count(), 1_001)
  await cache.get('workspace 1', mint)
  assert.equal(count(), 1_002)
})

test('callers share a cache only if all that they call with is the same', () => {
  assert.equal(sharedTokenCache('a'), sharedTokenCache('a'))
  assert.notEqual(sharedTokenCache('a'), sharedTokenCache('b'))
})
