import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import { CALL_ERRORS, callLimits } from '@bulkhead/server/execution/call-limits'
import {
  createFairQueue,
  type FairQueue,
  type Lease,
  type QueueLimits,
} from '@bulkhead/server/execution/fair-queue'
import fc from 'fast-check'
import type { SharedSlots, SlotQueue, SlotShare } from '#access/limits/shared-slots'

const getOwner = (name: string) => ({ organization: `of ${name[0]}`, workspace: name })
/** Waits for longer than any run. Calls that still wait at the end of a test must not be refused later. */
const patient = () => ({ deadline: performance.now() + 24 * 3_600_000 })
const createQueue = (limits: Partial<QueueLimits>) =>
  createFairQueue(
    { workspace: 100, organization: 100, total: 1_000, reserve: 0, waiting: 1_000, ...limits },
    CALL_ERRORS,
  )

/** Shares of workspaces in this process, which has no others. `grant` sets one and starts what may start then. */
function createShares() {
  const shares = new Map<string, SlotShare>()
  let queue: SlotQueue | undefined
  const slots: SharedSlots = {
    base: 0,
    shares,
    want() {},
    serve(served) {
      queue = served
    },
  }
  const grant = (workspace: string, held: number) => {
    shares.set(workspace, { held, isUsed: false })
    queue?.wake()
  }
  return { slots, grant }
}

/** Acquires slots of a queue. Notes the order in which it gives them, and which are in use. */
function watch(queue: FairQueue) {
  const started: string[] = []
  const leases: Lease[] = []
  const used = new Map<string, number>()
  const waiting: string[] = []
  const note = (name: string, by: number) => {
    for (const id of [name, getOwner(name).organization]) used.set(id, (used.get(id) ?? 0) + by)
  }
  return {
    started,
    waiting,
    usedBy: (id: string) => used.get(id) ?? 0,
    /** Indexes in `started` of what is in use. */
    running: () => leases.flatMap((_, index) => (started[index]?.endsWith('!') === false ? [index] : [])),
    /** @param name Name of a workspace, whose first letter is its organization. */
    take(name: string) {
      waiting.push(name)
      void Promise.resolve(queue.acquire(getOwner(name), patient())).then((lease) => {
        waiting.splice(waiting.indexOf(name), 1)
        started.push(name)
        leases.push(lease)
        note(name, 1)
      })
    },
    /** Releases the slot that was given as the `index`th. */
    async end(index: number) {
      const name = started[index]
      if (name === undefined || name.endsWith('!')) return
      started[index] = `${name}!`
      note(name, -1)
      leases[index]?.release()
      await turn()
    },
    names: () => started.map((name) => name.replace('!', '')),
  }
}

test('a workspace has its limit, in the order of requests, and does not delay others', async () => {
  const { names, end, take } = watch(createQueue({ workspace: 2 }))
  for (const workspace of ['a', 'a', 'a', 'a', 'b']) take(workspace)
  await turn()
  assert.deepEqual(names(), ['a', 'a', 'b'])
  await end(0)
  assert.deepEqual(names(), ['a', 'a', 'b', 'a'])
})

test('one more than may wait is refused, with a time to come back', () => {
  const queue = createQueue({ workspace: 1, waiting: 2 })
  for (let call = 0; call < 3; call++) void queue.acquire(getOwner('a'), patient())
  assert.throws(
    () => queue.acquire(getOwner('a'), patient()),
    (error) => error instanceof BulkheadError && error.code === 'workspace_busy' && error.retryAfter === 1,
  )
  queue.acquire(getOwner('b'), patient())
})

test('releasing twice gives back once', async () => {
  const queue = createQueue({ workspace: 1 })
  const first = await queue.acquire(getOwner('a'), patient())
  const { names, take } = watch(queue)
  for (let call = 0; call < 3; call++) take('a')
  first.release()
  first.release()
  await turn()
  assert.equal(names().length, 1)
})

test('the workspace with the fewest calls goes first, however many calls another has waiting', async () => {
  const { names, end, take } = watch(createQueue({ organization: 8, total: 1_000 }))
  for (let call = 0; call < 20; call++) take('a1')
  await turn()
  assert.equal(names().length, 4, 'half of it is left for those who come')
  for (const workspace of ['a2', 'a3', 'a2', 'a2']) take(workspace)
  await turn()
  assert.deepEqual(names().slice(4), ['a2', 'a3', 'a2'])
  take('a3')
  for (const index of [0, 1, 2]) await end(index)
  assert.deepEqual(names().slice(7, 9), ['a3', 'a1'], 'with the same, turns go round')
})

test('six workspaces of an organization have all that each may have, and so has an organization alone', async () => {
  const { usedBy, take } = watch(createFairQueue(callLimits(8, 1_000), CALL_ERRORS))
  for (const workspace of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) {
    for (let call = 0; call < 20; call++) take(workspace)
  }
  await turn()
  for (const workspace of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) assert.equal(usedBy(workspace), 8)
  for (let workspace = 10; workspace < 80; workspace++) take(`a${workspace}`)
  await turn()
  assert.ok(usedBy('of a') >= 64)
})

test('a call whose time ran out leaves the line, and says that nothing was sent', async () => {
  const queue = createQueue({ workspace: 1, waiting: 1 })
  const lease = await queue.acquire(getOwner('a'), patient())
  await assert.rejects(
    async () => queue.acquire(getOwner('a'), { deadline: performance.now() + 50 }),
    (error) =>
      error instanceof BulkheadError &&
      error.code === 'workspace_busy' &&
      /Nothing was sent/.test(error.message),
  )
  const next = queue.acquire(getOwner('a'), patient())
  lease.release()
  assert.ok(await next)
})

test('a call whose caller hung up leaves the line, or does not enter it', async () => {
  const queue = createQueue({ workspace: 1, waiting: 1 })
  const lease = await queue.acquire(getOwner('a'), patient())
  const controller = new AbortController()
  const given = queue.acquire(getOwner('a'), { ...patient(), signal: controller.signal })
  controller.abort()
  await assert.rejects(async () => given, { code: 'upstream_unreachable' })
  assert.throws(() => queue.acquire(getOwner('b'), { ...patient(), signal: controller.signal }))
  lease.release()
  for (let again = 0; again < 3; again++) (await queue.acquire(getOwner('a'), patient())).release()
})

test('an amount is given back in parts, and what waits behind one that gave up is looked at', async () => {
  const queue = createQueue({ workspace: 10 })
  const lease = await queue.acquire(getOwner('a'), patient(), 9)
  const large = queue.acquire(getOwner('a'), { deadline: performance.now() + 50 }, 8)
  const small = queue.acquire(getOwner('a'), patient(), 1)
  await assert.rejects(async () => large)
  assert.ok(await small)
  const later = queue.acquire(getOwner('a'), patient(), 6)
  lease.shrink(3)
  lease.shrink(7)
  assert.ok(await later)
  lease.release()
})

test('a workspace whose slots are in use in other processes does not delay the next workspace', async () => {
  const { slots, grant } = createShares()
  const { names, take } = watch(createFairQueue(callLimits(8, 1_000), CALL_ERRORS, slots))
  for (const workspace of ['a1', 'a2', 'a2']) take(workspace)
  grant('a2', 4)
  await turn()
  assert.deepEqual(names(), ['a2', 'a2'])
  take('a2')
  await turn()
  assert.deepEqual(names(), ['a2', 'a2', 'a2'])
  grant('a1', 1)
  await turn()
  assert.deepEqual(names(), ['a2', 'a2', 'a2', 'a1'])
})

test('a workspace that needs more than its own limit leaves does not delay one with more in use', async () => {
  const queue = createQueue({ workspace: 16 })
  const acquire = async (name: string, amount: number) => queue.acquire(getOwner(name), patient(), amount)
  const started: string[] = []
  await acquire('a1', 10)
  await acquire('a2', 12)
  const last = await acquire('a2', 4)
  void acquire('a1', 8).then(() => started.push('a1'))
  void acquire('a2', 4).then(() => started.push('a2'))
  last.release()
  await turn()
  assert.deepEqual(started, ['a2'])
})

/** Steps in turn: a workspace acquires a slot, or a slot in use is released. */
const steps = (names: readonly string[]) =>
  fc.array(fc.oneof(fc.constantFrom(...names), fc.nat()), { maxLength: 300, size: 'max' })

test('law: limits hold at every moment, and every call gets its turn', async () => {
  await fc.assert(
    fc.asyncProperty(
      steps(['a1', 'a2', 'b1', 'b2', 'c1']),
      fc.record({
        workspace: fc.integer({ min: 1, max: 3 }),
        organization: fc.integer({ min: 1, max: 5 }),
        total: fc.integer({ min: 1, max: 8 }),
        reserve: fc.integer({ min: 0, max: 4 }),
      }),
      async (taken, limits) => {
        const { usedBy, started, take, end, running, waiting } = watch(createQueue(limits))
        const look = () => {
          const all = ['of a', 'of b', 'of c'].map(usedBy)
          assert.ok(all.reduce((sum, one) => sum + one, 0) <= limits.total + limits.reserve)
          for (const one of all) assert.ok(one <= limits.organization + Math.ceil(limits.reserve / 2))
          for (const name of ['a1', 'a2', 'b1', 'b2', 'c1']) assert.ok(usedBy(name) <= limits.workspace)
        }
        for (const step of taken) {
          if (typeof step === 'string') take(step)
          else await end(running()[step % Math.max(1, running().length)] ?? -1)
          await turn()
          look()
        }
        for (let index = 0; index < started.length; index++) {
          await end(index)
          look()
        }
        assert.deepEqual(waiting, [])
      },
    ),
    { numRuns: 60 },
  )
})

test('law: no workspace is given more while another of its organization waits with less', async () => {
  const names = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1']
  const held = fc.tuple(...names.map(() => fc.integer({ min: 0, max: 4 })))
  await fc.assert(
    fc.asyncProperty(steps(names), fc.integer({ min: 1, max: 4 }), held, async (taken, workspace, own) => {
      const { slots, grant } = createShares()
      const getOwn = (name: string) => own[names.indexOf(name)] ?? 0
      // Without a reserve, which only workspaces without anything in use may take.
      const queue = createFairQueue({ ...callLimits(workspace, 1_000), reserve: 0 }, CALL_ERRORS, slots)
      for (const name of names) grant(name, getOwn(name))
      const { usedBy, started, take, end, running, waiting } = watch(queue)
      for (const step of taken) {
        if (typeof step === 'string') {
          take(step)
          await turn()
          continue
        }
        const before = started.length
        await end(running()[step % Math.max(1, running().length)] ?? -1)
        // A slot became free, so the queue gave it to a workspace that had the fewest.
        for (const given of started.slice(before)) {
          const has = usedBy(given) - 1
          for (const other of waiting.filter((name) => name[0] === given[0])) {
            // A workspace that uses all its own slots waits for those alone.
            if (usedBy(other) === getOwn(other)) continue
            assert.ok(has <= usedBy(other), `${given} had ${has} and ${other} ${usedBy(other)}`)
          }
        }
      }
    }),
    { numRuns: 100 },
  )
})

test('law: while there is enough for all, each workspace has all that its own limit allows', async () => {
  const names = ['a1', 'a2', 'a3', 'b1']
  const grants = fc.record({ name: fc.constantFrom(...names), held: fc.integer({ min: 0, max: 4 }) })
  const changes = fc.array(fc.oneof(fc.constantFrom(...names), fc.nat(), grants), {
    maxLength: 300,
    size: 'max',
  })
  await fc.assert(
    fc.asyncProperty(changes, async (taken) => {
      const { slots, grant } = createShares()
      const { usedBy, take, end, running, waiting } = watch(
        createFairQueue(callLimits(100, 1_000), CALL_ERRORS, slots),
      )
      for (const step of taken) {
        if (typeof step === 'string') take(step)
        else if (typeof step === 'object') grant(step.name, step.held)
        else await end(running()[step % Math.max(1, running().length)] ?? -1)
        await turn()
        for (const name of waiting)
          assert.ok(usedBy(name) >= (slots.shares.get(name)?.held ?? 0), `${name} has ${usedBy(name)}`)
      }
    }),
    { numRuns: 60 },
  )
})

test('law: once all calls were replaced, the shares of greedy workspaces differ by at most one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 1, max: 8 }),
      fc.infiniteStream(fc.nat()),
      async (organizations, workspaces, most, chance) => {
        const limits = { ...callLimits(most, 10_000), reserve: 0 }
        const { usedBy, started, take, end, running } = watch(createFairQueue(limits, CALL_ERRORS))
        const letters = [...'abcdef'].slice(0, organizations)
        const getNames = (letter: string) =>
          Array.from({ length: workspaces }, (_, index) => `${letter}${index}`)
        // One workspace after the other requests far more than it may have.
        for (const name of letters.flatMap(getNames)) {
          for (let call = 0; call < 60; call++) take(name)
          await turn()
        }
        const before = new Set(running())
        while (before.size > 0) {
          const call = running()[(chance.next().value ?? 0) % running().length] ?? -1
          // Each keeps requesting more until the last one ends.
          take(started[call] ?? '')
          await end(call)
          before.delete(call)
        }
        const alike = [letters.map((letter) => `of ${letter}`), ...letters.map(getNames)]
        for (const names of alike) {
          const used = names.map(usedBy)
          assert.ok(Math.max(...used) - Math.min(...used) <= 1, `${names} have ${used}`)
        }
      },
    ),
    { numRuns: 20 },
  )
})

test('law: eight workspaces that hold all they can get keep no ninth out, nor two organizations a third', async () => {
  await fc.assert(
    fc.asyncProperty(
      steps(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7', 'b8']),
      fc.integer({ min: 1, max: 16 }),
      async (taken, workspace) => {
        const { usedBy, take, end, running, names } = watch(
          createFairQueue(callLimits(workspace, 10_000), CALL_ERRORS),
        )
        for (const step of taken) {
          // Each step takes as much as there is, and sometimes one ends.
          if (typeof step === 'string') for (let call = 0; call < 2 * workspace; call++) take(step)
          else await end(running()[step % Math.max(1, running().length)] ?? -1)
          await turn()
        }
        for (const newcomer of ['a9', 'b9', 'c1', 'c2', 'd1']) {
          take(newcomer)
          await turn()
          assert.equal(usedBy(newcomer), 1, `${newcomer} waits behind ${names().length}`)
        }
      },
    ),
    { numRuns: 100 },
  )
})
