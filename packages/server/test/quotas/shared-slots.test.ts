import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { ECHO_CONNECTORS } from '@bulkhead/testing/fuzz/echo'
import { json } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, until } from '@bulkhead/testing/test-server'
import { type Seats, takeSeat } from '#access/limits/seats'
import { allocateSlots, createSharedSlots } from '#access/limits/shared-slots'
import { createSlotRecords } from '#access/limits/slot-records'
import { CALL_ERRORS, callLimits } from '#execution/call-limits'
import { createFairQueue } from '#execution/fair-queue'
import { openFixture } from '../http/fixture.ts'

const engine = engines.find(({ name }) => name === 'postgres')
const SLOTS = 8
const quiet = { warn() {} }
const LIST = { entity: 'things', action: 'list' }

test('a process gets what it needs with a reserve, an equal share if others wait, and never more than is left', () => {
  const allocate = (used: number, waiting: number, ...others: { held: number; waits: boolean }[]) =>
    allocateSlots({ limit: 16, used, waiting, others })
  assert.equal(allocate(0, 1), 3)
  assert.equal(allocate(0, 40), 16)
  assert.equal(allocate(2, 40, { held: 10, waits: false }), 6)
  assert.equal(allocate(0, 40, { held: 16, waits: true }), 0)
  assert.equal(allocate(16, 40, { held: 0, waits: true }), 16, 'what is in use cannot be taken back')
  assert.equal(allocate(9, 40, { held: 4, waits: true }), 9)
  assert.equal(allocate(3, 40, { held: 8, waits: true }), 8)
  const another = { held: 5, waits: true }
  assert.equal(allocate(5, 40, another, another), 6, 'what no equal share has is not left over')
})

test('without the database a process has its share', () => {
  const seats: Seats = {
    own: () => undefined,
    others: () => [1, 2, 3],
    isSettled: () => false,
    onTurn() {},
    async stop() {},
  }
  const slots = createSharedSlots({
    records: createSlotRecords({} as never),
    seats,
    name: 'away',
    limit: SLOTS,
  })
  assert.equal(slots.base, SLOTS / 4)
})

describe('slots of several processes', { skip: engine === undefined && 'needs Postgres' }, () => {
  after(() => engine?.close())

  test('a workspace has as many calls in progress as it may in all of them, and each process its part', async () => {
    assert.ok(engine)
    await using closing = new AsyncDisposableStack()
    const testServer = await startTestServer(engine)
    closing.defer(() => testServer.close())
    const { database } = testServer.server.services
    const open = async (name: string) => {
      const seats = await takeSeat(database, quiet, 50)
      closing.defer(() => seats.stop())
      const slots = createSharedSlots({ records: createSlotRecords(database), seats, name, limit: SLOTS })
      return { seats, queue: createFairQueue(callLimits(SLOTS, 1_000), CALL_ERRORS, slots) }
    }
    const processes = await Promise.all([open('test'), open('test')])
    await until(() => processes.every(({ seats }) => seats.others().length >= 2 && seats.isSettled()))
    const owner = { organization: 'acme', workspace: 'one' }
    const running = processes.map(() => new Set<() => void>())
    const most = { all: 0, done: 0 }
    const calls = processes.flatMap(({ queue }, at) =>
      Array.from({ length: 3 * SLOTS }, async () => {
        const lease = await queue.acquire(owner, { deadline: performance.now() + 60_000 })
        const { promise, resolve } = Promise.withResolvers<void>()
        running[at]?.add(resolve)
        most.all = Math.max(
          most.all,
          running.reduce((sum, { size }) => sum + size, 0),
        )
        await promise
        running[at]?.delete(resolve)
        most.done += 1
        lease.release()
      }),
    )
    await until(() => running.reduce((sum, { size }) => sum + size, 0) === SLOTS)
    // Calls end and others begin, until each process has its half although one of them may have come first.
    await until(() => {
      const half = running.every(({ size }) => size === SLOTS / 2)
      if (!half) for (const some of running) if (some.size > SLOTS / 2) [...some][0]?.()
      return half
    })
    await until(() => {
      for (const some of running) for (const end of some) end()
      return most.done === calls.length
    })
    await Promise.all(calls)
    assert.equal(most.all, SLOTS)
  })

  test('two servers share the slots of a workspace, and what a third party told one of them', async () => {
    assert.ok(engine)
    await using closing = new AsyncDisposableStack()
    const store = await engine.createStore()
    const environment = { BULKHEAD_WORKSPACE_CALLS: '3', BULKHEAD_CONNECTORS_DIR: ECHO_CONNECTORS }
    const fixture = await openFixture(engine, { store, environment })
    closing.defer(() => fixture.close())
    const other = await startTestServer(engine, { store, environment })
    closing.defer(() => other.close())
    const connector = await fixture.connect()
    const executeAt = (server: typeof other) =>
      server.call('POST', `/api/v1/integrations/connectors/${connector}/execute`, {
        token: fixture.scoped,
        body: LIST,
      })
    const servers = [fixture.testServer, other]

    const hanging: (() => void)[] = []
    let [inProgress, most] = [0, 0]
    fixture.upstream.respond((_request, response) => {
      inProgress += 1
      most = Math.max(most, inProgress)
      hanging.push(() => {
        inProgress -= 1
        json([])(_request, response)
      })
    })
    // Once each knows of the other, all calls of the workspace together have three slots.
    let [inARow, first] = [0, true]
    await until(async () => {
      most = 0
      const calls = servers.flatMap((server) => [executeAt(server), executeAt(server), executeAt(server)])
      let done = false
      const all = Promise.all(calls).then((responses) => {
        done = true
        return responses
      })
      if (first) await until(() => inProgress >= 3)
      first = false
      await until(() => {
        hanging.shift()?.()
        return done
      }, 60_000)
      for (const { status, text } of await all) assert.equal(status, 200, text)
      inARow = most <= 3 ? inARow + 1 : 0
      return inARow === 5
    }, 60_000)

    fixture.upstream.respond(json({ message: 'slow down' }, 429, { 'retry-after': '120' }))
    assert.equal((await executeAt(fixture.testServer)).body.code, 'upstream_rate_limited')
    fixture.upstream.respond(json([]))
    const { arrived } = fixture.upstream
    await until(async () => {
      const before = arrived.length
      const { status, headers } = await executeAt(other)
      return status === 429 && Number(headers.get('retry-after')) > 100 && arrived.length === before
    })
  })
})
