import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFailureLimiter } from '#authenticate/failure-limiter'

test('who failed too often is told how long to wait', () => {
  let now = 0
  const limiter = createFailureLimiter(() => now)
  for (let failed = 0; failed < 10; failed++) limiter.fail('192.0.2.1', 'app')
  now = 58_000
  assert.throws(() => limiter.fail('192.0.2.1', 'app'), {
    message: /Try again in 2 seconds\.$/,
    retryAfter: 2,
  })
  now = 59_000
  assert.throws(() => limiter.fail('192.0.2.1', 'app'), {
    message: /Try again in 1 second\.$/,
    retryAfter: 1,
  })
})
