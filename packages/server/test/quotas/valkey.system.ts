import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { ECHO_CONNECTORS } from '@bulkhead/testing/fuzz/echo'
import { json } from '@bulkhead/testing/scripted-upstream'
import { startValkeyServer, type ValkeyServer } from '@bulkhead/testing/storage/valkey-server'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { createCounterWithReserve } from '#access/limits/counter-with-reserve'
import { takeSeat } from '#access/limits/seats'
import { createSharedCounter } from '#access/limits/shared-counter'
import { createSharedRateLimiter } from '#access/limits/shared-rate-limiter'
import { createSharedSlots } from '#access/limits/shared-slots'
import { loadValkey } from '#access/limits/valkey/load-valkey'
import type { Valkey } from '#access/limits/valkey/valkey'
import { CALL_ERRORS, callLimits } from '#execution/call-limits'
import { createFairQueue } from '#execution/fair-queue'
import { examine } from '#main/doctor/doctor'
import { createAttemptLimiter } from '#people/attempt-limiter'
import { type Fixture, openFixture } from '../http/fixture.ts'

const engine = engines.find(({ name }) => name === 'postgres')
const WINDOW_MS = 3_600_000
const SLOTS = 8
const quiet = { warn() {}, info() {} }

describe('limits of several processes in Valkey', { skip: engine === undefined && 'needs Postgres' }, () => {
  const closing = new AsyncDisposableStack()
  let valkey: ValkeyServer
  let fixture: Fixture
  let other: TestServer

  before(async () => {
    assert.ok(engine)
    closing.defer(() => engine.close())
    valkey = await startValkeyServer()
    closing.defer(() => valkey.kill())
    const store = await engine.createStore()
    const environment = { BULKHEAD_VALKEY_URL: valkey.url, BULKHEAD_CONNECTORS_DIR: ECHO_CONNECTORS }
    fixture = await openFixture(engine, { store, environment })
    closing.defer(() => fixture.close())
    other = await startTestServer(engine, { store, environment })
    closing.defer(() => other.close())
  })
  beforeEach(() => valkey.start())
  after(() => closing.disposeAsync())

  const open = async (): Promise<Valkey> => {
    const opened = await loadValkey(valkey.url, quiet)
    assert.ok(opened)
    closing.defer(() => opened.close())
    return opened
  }

  test('four processes let a quota through together, and without Valkey never all of it each', async () => {
    let [now, missed, account] = [0, 0, 0]
    // A command that Valkey does not answer within half a second counts as its absence.
    const log = {
      ...quiet,
      warn() {
        missed += 1
      },
    }
    const all = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const counter = (await open()).counter('test', WINDOW_MS)
        return createSharedRateLimiter({
          counter,
          log,
          countProcesses: () => 4,
          now: () => now,
        })
      }),
    )
    const take = async (count: number) => {
      const taken = await Promise.all(
        Array.from({ length: count }, (_, at) => all[at % 4]?.take(`account ${account}`, 100)),
      )
      return taken.filter((one) => one?.allowed).length
    }
    await until(async () => {
      missed = 0
      account += 1
      now += WINDOW_MS + 1
      const taken = await take(400)
      if (missed === 0) assert.equal(taken, 100)
      return missed === 0
    })
    await valkey.kill()
    assert.equal(await take(400), 0, 'the window goes on')
    now += WINDOW_MS + 1
    assert.equal(await take(400), 100, 'a quarter for each')
    await valkey.start()
    await until(async () => {
      now += WINDOW_MS + 1
      return (await take(400)) === 100
    })
  })

  test('wrong passwords stay counted while Valkey is away, and after it comes back empty', async () => {
    const { database } = fixture.testServer.server.services
    const counters = await Promise.all(
      Array.from({ length: 3 }, async () => (await open()).counter('passwords', 600_000)),
    )
    const processes = await Promise.all(
      counters.map(async (counter) => {
        const reserve = createSharedCounter({ database, name: 'passwords', windowMs: 600_000 })
        return createAttemptLimiter(createCounterWithReserve({ counter, reserve, name: 'passwords' }))
      }),
    )
    const addresses = { one: '192.0.2.1', two: '192.0.2.2', three: '192.0.2.3' }
    const guess = async (account: keyof typeof addresses, times: number) => {
      let checked = 0
      for (let at = 0; at < times; at++)
        await processes[at % 3]
          ?.attempt(addresses[account], account, async () => {
            checked += 1
            return undefined
          })
          .catch((error: { code?: string }) => assert.equal(error.code, 'rate_limited'))
      return checked
    }
    assert.equal(await guess('one', 6), 6)
    await valkey.kill()
    assert.equal(await guess('one', 12), 4)
    assert.equal(await guess('two', 30), 10)
    await valkey.start()
    await until(async () => {
      const counts = await Promise.allSettled(counters.map((counter) => counter.count('there')))
      return counts.every(({ status }) => status === 'fulfilled')
    })
    assert.equal(await guess('one', 12), 0)
    assert.equal(await guess('two', 12), 0)
    assert.equal(await guess('three', 30), 10)
  })

  test('slots of a workspace are never overrun while Valkey is killed and comes back empty', async () => {
    const { database } = fixture.testServer.server.services
    const processes = await Promise.all(
      Array.from({ length: 2 }, async () => {
        const records = (await open()).slotRecords()
        const seats = await takeSeat(database, quiet, 250)
        closing.defer(() => seats.stop())
        const slots = createSharedSlots({ records, seats, name: 'test', limit: SLOTS })
        return { seats, slots, queue: createFairQueue(callLimits(SLOTS, 1_000), CALL_ERRORS, slots) }
      }),
    )
    await until(() => processes.every(({ seats }) => seats.others().length >= 3 && seats.isSettled()))
    const owner = { organization: 'acme', workspace: 'one' }
    let [running, most, done, isEnding] = [0, 0, 0, false]
    const lanes = processes.flatMap(({ queue }) =>
      Array.from({ length: 2 * SLOTS }, async () => {
        while (!isEnding) {
          const lease = await queue.acquire(owner, { deadline: performance.now() + 60_000 })
          most = Math.max(most, ++running)
          await new Promise((resolve) => setTimeout(resolve, 5))
          running -= 1
          done += 1
          lease.release()
        }
      }),
    )
    const untilMore = async () => {
      const before = done
      await until(() => done > before + 200)
    }
    await untilMore()
    assert.equal(most, SLOTS)
    await valkey.kill()
    // Four processes have seats, with those of the two servers.
    await until(() => processes.every(({ slots }) => slots.base === SLOTS / 4))
    await untilMore()
    await valkey.start()
    await until(() => processes.every(({ slots }) => slots.base === 0))
    await until(() => running === SLOTS)
    isEnding = true
    await Promise.all(lanes)
    assert.equal(most, SLOTS)
  })

  test('a pause that a service requested from one server applies to the other, with Valkey and without', async () => {
    const connectors = [await fixture.connect(), await fixture.connect({ name: 'second' })]
    const execute = (server: TestServer, connector: string | undefined) =>
      server.call('POST', `/api/v1/integrations/connectors/${connector}/execute`, {
        token: fixture.scoped,
        body: { entity: 'things', action: 'list' },
      })
    for (const connector of connectors) {
      fixture.upstream.respond(json({ message: 'slow down' }, 429, { 'retry-after': '120' }))
      assert.equal((await execute(fixture.testServer, connector)).body.code, 'upstream_rate_limited')
      fixture.upstream.respond(json([]))
      await until(async () => (await execute(other, connector)).status === 429)
      await valkey.kill()
    }
    await valkey.start()
  })

  test('doctor tries Valkey', async () => {
    const environment = { ...fixture.testServer.store.environment, BULKHEAD_VALKEY_URL: valkey.url }
    const find = async () => (await examine(environment)).find(({ check }) => check === 'valkey')
    assert.match(`${(await find())?.detail}`, /^Valkey 8\.\d+\.\d+ takes a count in \d+ ms$/)
    await valkey.kill()
    assert.equal((await find())?.status, 'failed')
  })
})
