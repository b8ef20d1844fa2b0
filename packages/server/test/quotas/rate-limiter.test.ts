import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRateLimiter } from '@bulkhead/server/access/limits/rate-limiter'
import fc from 'fast-check'

test('after a pause, a burst of one second passes, and no more', () => {
  let now = 0
  const limiter = createRateLimiter(() => now)
  const take = () => limiter.take('acme', 3)
  assert.deepEqual(take(), { allowed: true, remaining: 2, seconds: 1 })
  take()
  assert.deepEqual(take(), { allowed: true, remaining: 0, seconds: 1 })
  assert.deepEqual(take(), { allowed: false, remaining: 0, seconds: 1 })
  assert.equal(limiter.take('other', 3).allowed, true)
  now += 334
  assert.equal(take().allowed, true)
  assert.equal(take().allowed, false)
  now += 3_600_000
  assert.deepEqual(
    [take(), take(), take(), take()].map(({ allowed }) => allowed),
    [true, true, true, false],
  )
})

test('however requests are spaced, a span lets through one second more than its length at most', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 200 }),
      (perSecond, pauses) => {
        let now = 0
        const limiter = createRateLimiter(() => now)
        const passed = pauses.filter((pause) => {
          now += pause
          return limiter.take('acme', perSecond).allowed
        }).length
        assert.ok(passed <= perSecond + (now / 1000) * perSecond + 1e-6)
      },
    ),
  )
})
