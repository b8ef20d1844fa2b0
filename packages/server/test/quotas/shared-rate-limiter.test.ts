import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import type { RateLimiter } from '#access/limits/rate-limiter'
import { type Counter, createSharedCounter } from '#access/limits/shared-counter'
import { createSharedRateLimiter } from '#access/limits/shared-rate-limiter'
import { createFailureLimiter } from '#access/tokens/failure-limiter'
import type { Log } from '#platform/log'

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
  const limiters = (name: string, count: number, log: Pick<Log, 'warn'>): RateLimiter[] =>
    Array.from({ length: count }, () =>
      createSharedRateLimiter({
        counter: counter(name),
        log,
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
      let tries = 0
      await until(async () => {
        let missed = 0
        // On a busy machine the counter may be so slow that it counts as away.
        const log = {
          warn() {
            missed += 1
          },
        }
        const all = limiters(`of-${processes}-${perSecond}-${++tries}`, processes, log)
        const taken = await Promise.all(
          Array.from({ length: 4 * perSecond }, (_, at) => all[at % processes]?.take('acme', perSecond)),
        )
        for (const one of taken) assert.ok(one && one.seconds >= 1 && one.remaining < perSecond)
        // Another organization has a quota of its own.
        assert.equal((await all[0]?.take('other', perSecond))?.allowed, true)
        if (missed === 0) assert.equal(taken.filter((one) => one?.allowed).length, perSecond)
        return missed === 0
      })
    })

  test('a window begins and ends by the clock of the database', async (t) => {
    const systemClock = Date.now
    for (const [name, aheadMs] of [
      ['ahead', 20_000],
      ['behind', -2 * WINDOW_MS],
    ] as const) {
      const clock = t.mock.method(Date, 'now', () => systemClock() + aheadMs)
      await counter(name).count('acme')
      clock.mock.restore()
      const { count, endsInMs } = await counter(name).count('acme')
      assert.equal(count, 2, name)
      assert.ok(endsInMs <= WINDOW_MS, `${name}: ${endsInMs} ms`)
    }
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

/** Creates a rate limiter of one of five processes, whose counter answers as `count` does. */
function createLimiter(count: Counter['count'], now: () => number) {
  return createSharedRateLimiter({
    counter: { count, uncount() {} },
    log: quiet,
    countProcesses: () => 5,
    now,
  })
}

const countAllowed = async (limiter: RateLimiter, requests: number) => {
  const taken = await Promise.all(Array.from({ length: requests }, () => limiter.take('acme', 100)))
  return taken.filter(({ allowed }) => allowed).length
}

test('requests that waited for an answer use it, although the window has ended by then', async () => {
  let [now, asked] = [0, 0]
  const limiter = createLimiter(
    async (_key, points = 1) => {
      asked += 1
      if (asked > 9) throw new Error('asked again and again')
      await turn()
      now += 1_200
      return { count: points, endsInMs: 0 }
    },
    () => now,
  )
  assert.equal(await countAllowed(limiter, 5), 5)
  assert.equal(asked, 1)
})

test('requests that wait while the counter answers slowly are counted together, and not in small parts', async () => {
  let [asked, counted] = [0, 0]
  const limiter = createLimiter(
    async (_key, points = 1) => {
      asked += 1
      counted += points
      await turn()
      return { count: counted, endsInMs: 1_000 }
    },
    () => 0,
  )
  assert.equal(await countAllowed(limiter, 60), 60)
  assert.equal(counted, 60)
  assert.equal(asked, 2, 'the first asked alone, and all others waited')
})

test('while the counter does not answer, a process goes on with an equal part', async () => {
  let [now, isSlow] = [0, true]
  const limiter = createLimiter(
    (_key, points = 1) => (isSlow ? new Promise(() => {}) : { count: points, endsInMs: 1_000 }),
    () => now,
  )
  assert.equal(await countAllowed(limiter, 100), 20)
  isSlow = false
  now += 1_001
  assert.equal(await countAllowed(limiter, 10), 10)
})
