import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'
import type { RateLimiter } from '#quotas/rate-limiter'
import { createSharedCounter } from '#quotas/shared-counter'
import { createSharedRateLimiter } from '#quotas/shared-rate-limiter'
import { createFailureLimiter } from '#tokens/failure-limiter'

const engine = engines.find(({ name }) => name === 'postgres')
const WINDOW_MS = 3_600_000
const quiet = { warn() {} }

describe('limits of several processes', { skip: engine === undefined && 'needs Postgres' }, () => {
  let testServer: TestServer

  before(async () => {
    assert.ok(engine)
    testServer = await startTestServer(engine)
  })
  after(async () => {
    await testServer?.close()
    await engine?.close()
  })

  const counter = (name: string) =>
    createSharedCounter({ database: testServer.server.services.database, name, windowMs: WINDOW_MS })
  const limiters = (name: string, count: number): RateLimiter[] =>
    Array.from({ length: count }, () =>
      createSharedRateLimiter({
        counter: counter(name),
        log: quiet,
        countProcesses: () => count,
      }),
    )

  for (const [processes, perSecond] of [
    [2, 100],
    [4, 100],
    [4, 7],
    [3, 1],
  ] as const)
    test(`${processes} processes let ${perSecond} requests of a window through together`, async () => {
      const all = limiters(`of-${processes}-${perSecond}`, processes)
      const taken = await Promise.all(
        Array.from({ length: 4 * perSecond }, (_, at) => all[at % processes]?.take('acme', perSecond)),
      )
      assert.equal(taken.filter((one) => one?.allowed).length, perSecond)
      for (const one of taken) assert.ok(one && one.seconds >= 1 && one.remaining < perSecond)
      // Another organization has a quota of its own.
      assert.equal((await all[0]?.take('other', perSecond))?.allowed, true)
    })

  test('wrong client secrets are counted for all processes', async () => {
    const all = Array.from({ length: 4 }, () => createFailureLimiter(Date.now, counter('failures')))
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        try {
          await all[at % 4]?.fail('192.0.2.1', 'client')
          return 'counted'
        } catch (error) {
          return (error as { code?: string }).code
        }
      }),
    )
    assert.equal(outcomes.filter((outcome) => outcome === 'counted').length, 10)
    assert.equal(outcomes.filter((outcome) => outcome === 'rate_limited').length, 30)
  })
})

test('without the shared counts a process goes on with an equal part, and never with all', async () => {
  let isAway = false
  let now = 0
  const counts = { count: 0 }
  const said: unknown[] = []
  const limiter = createSharedRateLimiter({
    counter: {
      async count(_key, points = 1) {
        if (isAway) throw new Error('away')
        counts.count += points
        return { count: counts.count, endsInMs: 1_000 }
      },
      uncount() {},
    },
    log: { warn: (...line: unknown[]) => void said.push(line) },
    countProcesses: () => 5,
    now: () => now,
  })
  // Others have taken most of the window.
  counts.count = 80
  const first = await Promise.all(Array.from({ length: 50 }, () => limiter.take('acme', 100)))
  assert.equal(first.filter(({ allowed }) => allowed).length, 20)
  isAway = true
  now += 1_001
  const second = await Promise.all(Array.from({ length: 100 }, () => limiter.take('acme', 100)))
  assert.equal(second.filter(({ allowed }) => allowed).length, 20)
  assert.equal(said.length, 1)
})
