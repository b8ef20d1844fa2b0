import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { markOperation, watchLoop } from '@bulkhead/server/platform/loop-watch'
import { engines } from '@bulkhead/testing/engines'
import { until } from '@bulkhead/testing/test-server'
import { type Fixture, openFixture } from '../http/fixture.ts'

/** Blocks the event loop. @returns Milliseconds that it was blocked, which are more on a busy machine. */
function hold(ms: number): number {
  const began = performance.now()
  while (performance.now() - began < ms);
  return performance.now() - began
}

/** Runs work in a tick of its own. */
function inTurn(work: () => void): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => {
      work()
      resolve()
    })
  })
}

test('the operation that took most of a blocked time is named, with the time', async () => {
  const seen: { operation: string; seconds: number }[] = []
  const stop = watchLoop((operation, seconds) => seen.push({ operation, seconds }))
  try {
    let took = 0
    await inTurn(() => {
      markOperation('short')
      const short = hold(20)
      markOperation('long')
      took = hold(300 + 3 * short)
    })
    await until(() => seen.some(({ operation }) => operation === 'long'))
    const found = seen.find(({ operation }) => operation === 'long')
    assert.ok(found !== undefined && found.seconds * 1000 > took - 100, JSON.stringify([found, took]))
    assert.equal(
      seen.some(({ operation }) => operation === 'short'),
      false,
    )
  } finally {
    stop()
  }
})

test('work without a mark is not counted for the previous operation', async () => {
  const seen: string[] = []
  const stop = watchLoop((operation) => seen.push(operation))
  try {
    markOperation('earlier')
    await new Promise((resolve) => setTimeout(resolve, 200))
    seen.length = 0
    await inTurn(() => hold(300))
    await until(() => seen.length > 0)
    assert.deepEqual([...new Set(seen)], ['other'])
  } finally {
    stop()
  }
})

const [engine] = engines
assert.ok(engine)

// The event loop is the same one, whatever the database is.
describe('metrics of the event loop', () => {
  let fixture: Fixture
  before(async () => {
    fixture = await openFixture(engine)
  })
  after(async () => {
    await fixture?.close()
    await engine.close()
  })

  const count = async (operation: string) => {
    const { text } = await fixture.testServer.call('GET', '/metrics')
    const line = new RegExp(
      `^bulkhead_event_loop_blocked_seconds_count\\{operation="${operation}"\\} (\\d+)$`,
      'm',
    )
    return Number(line.exec(text)?.[1] ?? 0)
  }

  test('/metrics counts blocked times by operation', async () => {
    const before = await count('a test')
    await inTurn(() => {
      markOperation('a test')
      hold(400)
    })
    await until(async () => (await count('a test')) > before)
  })
})
