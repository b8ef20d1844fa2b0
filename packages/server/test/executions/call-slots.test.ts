import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import { type CallSlots, createCallSlots, type Release } from '@bulkhead/server/execution/fair-queue'
import fc from 'fast-check'

const ownerOf = (name: string) => ({ organization: `of ${name[0]}`, workspace: name })
const patient = () => ({ deadline: performance.now() + 60_000 })

/** Takes slots and notes the order in which they are given. */
function watch(slots: CallSlots) {
  const started: string[] = []
  const releases: Release[] = []
  return {
    started,
    releases,
    /** @param name Of a workspace; the organization is its first letter. */
    take(name: string) {
      void Promise.resolve(slots.take(ownerOf(name), patient())).then((release) => {
        started.push(name)
        releases.push(release)
      })
    },
  }
}

test('a workspace has its limit, in the order of asking, and others are not held up', async () => {
  const { started, releases, take } = watch(
    createCallSlots({ running: 2, waiting: 10, organization: 10, total: 10 }),
  )
  for (const workspace of ['a', 'a', 'a', 'a', 'b']) take(workspace)
  await turn()
  assert.deepEqual(started, ['a', 'a', 'b'])
  releases[0]?.()
  await turn()
  assert.deepEqual(started, ['a', 'a', 'b', 'a'])
})

test('when all slots are taken, workspaces go in turn however many calls one has waiting', async () => {
  const { started, releases, take } = watch(
    createCallSlots({ running: 2, waiting: 100, organization: 2, total: 2 }),
  )
  for (let call = 0; call < 20; call++) take('greedy')
  await turn()
  for (const workspace of ['b', 'c', 'b']) take(workspace)
  for (let ended = 0; ended < 6; ended++) {
    releases[ended]?.()
    await turn()
  }
  assert.deepEqual(started, ['greedy', 'greedy', 'greedy', 'b', 'c', 'greedy', 'b', 'greedy'])
})

test('one more than may wait is refused, with a time to come back', () => {
  const slots = createCallSlots({ running: 1, waiting: 2, organization: 5, total: 5 })
  for (let call = 0; call < 3; call++) void slots.take(ownerOf('a'), patient())
  assert.throws(
    () => slots.take(ownerOf('a'), patient()),
    (error) => error instanceof BulkheadError && error.code === 'workspace_busy' && error.retryAfter === 1,
  )
  slots.take(ownerOf('b'), patient())
})

test('releasing twice frees one slot', async () => {
  const { started, releases, take } = watch(
    createCallSlots({ running: 1, waiting: 9, organization: 9, total: 9 }),
  )
  for (let call = 0; call < 3; call++) take('a')
  await turn()
  releases[0]?.()
  releases[0]?.()
  await turn()
  assert.equal(started.length, 2)
})

test('organizations go in turn however many workspaces one has', async () => {
  const limits = { running: 1, waiting: 9, organization: 4, total: 4 }
  const { started, releases, take } = watch(createCallSlots(limits))
  for (let call = 1; call <= 9; call++) take(`a${call}`)
  await turn()
  for (const workspace of ['b1', 'b2', 'c1']) take(workspace)
  for (let ended = 0; ended < 6; ended++) {
    releases[ended]?.()
    await turn()
  }
  assert.deepEqual(started.slice(4), ['a5', 'b1', 'c1', 'a6', 'b2', 'a7'])
})

test('an organization leaves room for others, though each of its workspaces has some left', async () => {
  const limits = { running: 2, waiting: 9, organization: 3, total: 6 }
  const { started, releases, take } = watch(createCallSlots(limits))
  for (const workspace of ['a1', 'a2', 'a3', 'a4', 'b1']) take(workspace)
  await turn()
  assert.deepEqual(started, ['a1', 'a2', 'a3', 'b1'])
  releases[0]?.()
  await turn()
  assert.deepEqual(started.slice(4), ['a4'])
})

test('a call whose time ran out leaves the line, and says that nothing was sent', async () => {
  const slots = createCallSlots({ running: 1, waiting: 1, organization: 5, total: 5 })
  const release = await slots.take(ownerOf('a'), patient())
  const began = performance.now()
  await assert.rejects(
    async () => slots.take(ownerOf('a'), { deadline: performance.now() + 50 }),
    (error) =>
      error instanceof BulkheadError &&
      error.code === 'workspace_busy' &&
      /Nothing was sent/.test(error.message),
  )
  assert.ok(performance.now() - began < 1_000)
  const next = slots.take(ownerOf('a'), patient())
  release()
  assert.ok(await next)
})

test('a call that nobody waits for any more leaves the line, or does not enter it', async () => {
  const slots = createCallSlots({ running: 1, waiting: 1, organization: 5, total: 5 })
  const release = await slots.take(ownerOf('a'), patient())
  const controller = new AbortController()
  const given = slots.take(ownerOf('a'), { ...patient(), signal: controller.signal })
  controller.abort()
  await assert.rejects(async () => given, { code: 'upstream_unreachable' })
  assert.throws(() => slots.take(ownerOf('b'), { ...patient(), signal: controller.signal }))
  release()
  for (let again = 0; again < 3; again++) (await slots.take(ownerOf('a'), patient()))()
})

test('law: limits hold at every moment, nobody waits where there is room, and every call gets its turn', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a1', 'a2', 'b1', 'b2', 'c1', 'release'), { maxLength: 60 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 6 }),
      async (steps, running, organization, total) => {
        const slots = createCallSlots({ running, waiting: 1_000, organization, total })
        const { started, releases, take } = watch(slots)
        const underWay = new Map<string, number>()
        const waiting: string[] = []
        const note = (name: string, by: number) => {
          for (const id of [name, ownerOf(name).organization]) underWay.set(id, (underWay.get(id) ?? 0) + by)
        }
        let ended = 0
        let asked = 0
        const end = () => {
          const name = started[ended]
          if (name === undefined) return
          note(name, -1)
          releases[ended]?.()
          ended += 1
        }
        let seen = 0
        const look = async () => {
          await turn()
          for (; seen < started.length; seen++) {
            const name = started[seen] as string
            note(name, 1)
            waiting.splice(waiting.indexOf(name), 1)
          }
          const all = started.length - ended
          assert.ok(all <= total)
          for (const [id, count] of underWay)
            assert.ok(count <= (id.startsWith('of ') ? organization : running), id)
          for (const name of waiting) {
            const isFull =
              all === total ||
              underWay.get(name) === running ||
              underWay.get(ownerOf(name).organization) === organization
            assert.ok(isFull, `${name} waits though there is room`)
          }
        }
        for (const step of steps) {
          if (step === 'release') end()
          else {
            asked += 1
            waiting.push(step)
            take(step)
          }
          await look()
        }
        for (let left = asked; left > 0; left--) {
          end()
          await look()
        }
        assert.equal(started.length, asked)
      },
    ),
    { numRuns: 100 },
  )
})
