import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ATTEMPTS_WINDOW_MS, createAttemptLimiter } from '@bulkhead/server/people/attempt-limiter'
import { createWindowCounter } from '@bulkhead/server/platform/cache/window-counter'
import { engines } from '@bulkhead/testing/engines'
import { type SignedInPerson, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'

for (const engine of engines) {
  describe(`signing in on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson

    before(async () => {
      testServer = await startTestServer(engine, { environment: { BULKHEAD_TRUSTED_PROXIES: '127.0.0.1' } })
      tenant = await testServer.createTenant('Acme')
      owner = await signUpOwner(testServer, tenant)
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const signIn = (email: string, password: string, address = '192.0.2.1') =>
      testServer.call('POST', '/auth/sign-in', {
        headers: {
          origin: 'http://house.test',
          'x-forwarded-for': address,
          'x-bulkhead-address': '203.0.113.9',
        },
        body: { email, password },
      })

    test("the session stores where it began, and ignores the caller's claims", async () => {
      const { status, body } = await signIn(owner.email.toUpperCase(), owner.password, '198.51.100.7')
      assert.equal(status, 200)
      assert.equal(body.session.ip_address, '198.51.100.7')
    })

    test('an unknown address and a wrong password get the same response', async () => {
      const responses = [
        await signIn(owner.email, 'wrong'),
        await signIn('nobody@example.com', 'wrong'),
        await signIn('not an address', 'wrong'),
      ]
      const [first, ...others] = responses.map(({ status, text, headers }) => [
        status,
        text.replaceAll(/[0-9a-f-]{36}/g, ''),
        headers.getSetCookie(),
      ])
      for (const other of others) assert.deepEqual(other, first)
      assert.equal(first?.[0], 401)
    })

    test('after ten wrong passwords from an address not even the right one passes from there', async () => {
      const { email, password } = await signUpOwner(testServer, tenant)
      for (let guess = 0; guess < 10; guess += 1) {
        assert.equal((await signIn(email, `guess ${guess}`)).status, 401)
      }
      const { status, body, headers } = await signIn(email, password)
      assert.deepEqual([status, body.code], [429, 'rate_limited'])
      const seconds = Number(headers.get('retry-after'))
      assert.ok(seconds > 0 && seconds <= 600, `${seconds}`)
      assert.equal((await signIn(owner.email, owner.password)).status, 200, 'others sign in from there')
      assert.equal((await signIn(email, password, '192.0.2.2')).status, 200, 'and this one from elsewhere')
    })

    test('a wrong password is on record, five times a minute, and names nobody who acted', async () => {
      const person = await signUpOwner(testServer, tenant)
      const recorded = async () => {
        const { body } = await testServer.call('GET', '/api/v1/audit?event=signIn&limit=100', {
          token: tenant.token,
        })
        return body.data.filter(({ subject_id }: { subject_id: string }) => subject_id === person.person)
      }
      const wrong = await signIn(person.email.toUpperCase(), 'wrong', '192.0.2.40')
      await until(async () => (await recorded()).length === 1)
      const [record] = await recorded()
      assert.deepEqual(
        [record.outcome, record.code, record.person_id, record.token_id, record.request_id],
        ['refused', 'invalid_sign_in', null, null, wrong.headers.get('x-request-id')],
      )
      for (let guess = 0; guess < 12; guess += 1) await signIn(person.email, 'wrong', '192.0.2.41')
      await signIn('nobody@example.com', 'wrong', '192.0.2.42')
      await testServer.server.services.backgroundTasks.settled()
      assert.equal((await recorded()).length, 5)
    })

    test('many guesses at once are no way around it', async () => {
      const { email } = await signUpOwner(testServer, tenant)
      const responses = await Promise.all(
        Array.from({ length: 20 }, (_, guess) => signIn(email, `guess ${guess}`, '192.0.2.3')),
      )
      assert.equal(responses.filter(({ status }) => status === 401).length, 10)
      assert.equal(responses.filter(({ status }) => status === 429).length, 10)
    })
  })
}

describe('the limit of attempts', () => {
  const fail = async () => undefined
  const pass = async () => 'session'
  const inMemory = (now: () => number = Date.now) =>
    createAttemptLimiter(
      createWindowCounter({ name: 'attempts', key: 'any', max: 50_000, windowMs: ATTEMPTS_WINDOW_MS }, now),
      now,
    )

  test('successes are not counted', async () => {
    const limiter = inMemory()
    for (let count = 0; count < 200; count += 1) {
      assert.equal(await limiter.attempt('192.0.2.1', 'anna', pass), 'session')
    }
  })

  test('the limiter counts an account across all addresses, and forgets after ten minutes', async () => {
    let now = 0
    const limiter = inMemory(() => now)
    for (let count = 0; count < 100; count += 1) await limiter.attempt(`192.0.2.${count}`, 'anna', fail)
    await assert.rejects(limiter.attempt('198.51.100.1', 'anna', pass), { code: 'rate_limited' })
    now += 600_001
    assert.equal(await limiter.attempt('198.51.100.1', 'anna', pass), 'session')
  })

  test('the limiter counts an address across all accounts', async () => {
    const limiter = inMemory()
    for (let count = 0; count < 60; count += 1) await limiter.attempt('192.0.2.1', `account ${count}`, fail)
    await assert.rejects(limiter.attempt('192.0.2.1', 'another', pass), { code: 'rate_limited' })
  })

  test('the limiter counts IPv6 by network, because a subscriber has countless addresses', async () => {
    const limiter = inMemory()
    for (let count = 0; count < 10; count += 1) await limiter.attempt(`2001:db8::${count}`, 'anna', fail)
    await assert.rejects(limiter.attempt('2001:db8::ffff', 'anna', pass), { code: 'rate_limited' })
    assert.equal(await limiter.attempt('2001:db8:0:1::1', 'anna', pass), 'session')
  })

  test('the limiter does not count a check that could not be made', async () => {
    const limiter = inMemory()
    const outage = async () => {
      throw new Error('The database is away.')
    }
    for (let count = 0; count < 100; count += 1) {
      await assert.rejects(limiter.attempt('192.0.2.1', 'anna', outage), /is away/)
    }
    assert.equal(await limiter.attempt('192.0.2.1', 'anna', pass), 'session')
  })

  test('the limiter does not count callers that were turned away because others waited', async () => {
    const limiter = inMemory()
    const slow = () => new Promise<string>((resolve) => setTimeout(resolve, 50, 'session'))
    const waiting = Array.from({ length: 22 }, (_, one) => limiter.attempt(`192.0.2.${one}`, 'bert', slow))
    for (let count = 0; count < 20; count += 1) {
      await assert.rejects(limiter.attempt('198.51.100.1', 'anna', pass), { code: 'rate_limited' })
    }
    await Promise.all(waiting)
    assert.equal(await limiter.attempt('198.51.100.1', 'anna', pass), 'session')
  })

  test('accounts that an address over its limit invents push no count of another account out', async () => {
    const limiter = inMemory()
    for (let count = 0; count < 100; count += 1) await limiter.attempt(`192.0.2.${count}`, 'anna', fail)
    for (let count = 0; count < 60_000; count += 1) {
      await limiter.attempt('198.51.100.1', `invented ${count}`, fail).catch(() => {})
    }
    await assert.rejects(limiter.attempt('203.0.113.1', 'anna', pass), { code: 'rate_limited' })
  })

  test('without an account counts the address alone', async () => {
    const limiter = inMemory()
    for (let count = 0; count < 200; count += 1) {
      await limiter.attempt(`192.0.2.${count}`, undefined, fail)
    }
    assert.equal(await limiter.attempt('198.51.100.1', undefined, pass), 'session')
    for (let count = 0; count < 60; count += 1) await limiter.attempt('198.51.100.2', undefined, fail)
    await assert.rejects(limiter.attempt('198.51.100.2', undefined, pass), { code: 'rate_limited' })
  })

  test('checks two at once, lets twenty wait, and refuses more', async () => {
    const limiter = inMemory()
    let most = 0
    let now = 0
    const check = async () => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 5))
      now -= 1
      return 'session'
    }
    const attempts = Array.from({ length: 30 }, (_, one) =>
      limiter.attempt(`192.0.2.${one}`, `${one}`, check),
    )
    const ended = await Promise.allSettled(attempts)
    assert.equal(most, 2)
    assert.equal(ended.filter(({ status }) => status === 'rejected').length, 8)
  })
})
