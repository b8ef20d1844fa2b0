import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createFailureLimiter, type FailureLimiter } from '#access/tokens/failure-limiter'

const refuses = (limiter: FailureLimiter, address: string, client: string) => {
  try {
    limiter.fail(address, client)
    return false
  } catch {
    return true
  }
}

describe('the limit of failed clients', () => {
  test('the limiter counts a client from an address, and forgets after a minute', () => {
    let now = 0
    const limiter = createFailureLimiter(() => now)
    for (let count = 0; count < 10; count += 1) assert.equal(refuses(limiter, '192.0.2.1', 'one'), false)
    assert.equal(refuses(limiter, '192.0.2.1', 'one'), true)
    assert.equal(refuses(limiter, '192.0.2.1', 'two'), false)
    assert.equal(refuses(limiter, '192.0.2.2', 'one'), false)
    now += 60_001
    assert.equal(refuses(limiter, '192.0.2.1', 'one'), false)
  })

  test('the limiter counts an address over all clients, and IPv6 by network', () => {
    const limiter = createFailureLimiter()
    for (let count = 0; count < 60; count += 1) limiter.fail(`2001:db8::${count}`, `client ${count}`)
    assert.equal(refuses(limiter, '2001:db8::ffff', 'another'), true)
    assert.equal(refuses(limiter, '2001:db8:0:1::1', 'another'), false)
  })

  test('clients that an address over its limit invents push no count of another out', () => {
    const limiter = createFailureLimiter()
    for (let count = 0; count < 11; count += 1) refuses(limiter, '192.0.2.1', 'one')
    for (let count = 0; count < 60_000; count += 1) refuses(limiter, '198.51.100.1', `invented ${count}`)
    assert.equal(refuses(limiter, '192.0.2.1', 'one'), true)
  })

  test('the limiter says how long to wait', () => {
    let now = 0
    const limiter = createFailureLimiter(() => now)
    for (let failed = 0; failed < 10; failed += 1) limiter.fail('192.0.2.1', 'one')
    const waits = (seconds: number, text: string) =>
      assert.throws(() => limiter.fail('192.0.2.1', 'one'), {
        message: `Too many failed attempts. Try again in ${text}.`,
        retryAfter: seconds,
      })
    now = 58_000
    waits(2, '2 seconds')
    now = 59_000
    waits(1, '1 second')
  })
})
