import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import { type CallSlots, createCallSlots, type Release } from '@bulkhead/server/executions/call-slots'
import fc from 'fast-check'

/** Takes slots and notes the order in which they are given. */
function watch(slots: CallSlots) {
  const started: string[] = []
  const releases: Release[] = []
  return {
    started,
    releases,
    take(workspace: string) {
      void Promise.resolve(slots.take(workspace)).then((release) => {
        started.push(workspace)
        releases.push(release)
      })
    },
  }
}

test('a workspace has its limit, in the order of asking, and others are not held up', async () => {
  const { started, releases, take } = watch(createCallSlots({ running: 2, waiting: 10, total: 10 }))
  for (const workspace of ['a', 'a', 'a', 'a', 'b']) take(workspace)
  await turn()
  assert.deepEqual(started, ['a', 'a', 'b'])
  releases[0]?.()
  await turn()
  assert.deepEqual(started, ['a', 'a', 'b', 'a'])
})

test('when all slots are taken, workspaces go in turn however many calls one has waiting', async () => {
  const { started, releases, take } = watch(createCallSlots({ running: 2, waiting: 100, total: 2 }))
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
  const slots = createCallSlots({ running: 1, waiting: 2, total: 5 })
  for (let call = 0; call < 3; call++) void slots.take('a')
  assert.throws(
    () => slots.take('a'),
    (error) => error instanceof BulkheadError && error.code === 'workspace_busy' && error.retryAfter === 1,
  )
  slots.take('b')
})

test('releasing twice frees one slot', async () => {
  const { started, releases, take } = watch(createCallSlots({ running: 1, waiting: 9, total: 9 }))
  for (let call = 0; call < 3; call++) take('a')
  await turn()
  releases[0]?.()
  releases[0]?.()
  await turn()
  assert.equal(started.length, 2)
})

test('law: limits hold at every moment, and every call gets its turn', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'b', 'c', 'release'), { maxLength: 60 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, running, total) => {
        const slots = createCallSlots({ running, waiting: 1_000, total })
        const { started, releases, take } = watch(slots)
        const underWay = new Map<string, number>()
        let ended = 0
        let asked = 0
        const end = () => {
          const workspace = started[ended]
          if (workspace === undefined) return
          underWay.set(workspace, (underWay.get(workspace) ?? 0) - 1)
          releases[ended]?.()
          ended += 1
        }
        let seen = 0
        const look = async () => {
          await turn()
          for (; seen < started.length; seen++) {
            const workspace = started[seen] as string
            underWay.set(workspace, (underWay.get(workspace) ?? 0) + 1)
          }
          assert.ok(started.length - ended <= total)
          for (const count of underWay.values()) assert.ok(count <= running)
        }
        for (const step of steps) {
          if (step === 'release') end()
          else {
            asked += 1
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
    { numRuns: 60 },
  )
})
