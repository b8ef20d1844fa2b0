import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createTaskThread, type ThreadError } from '#platform/task-thread'

interface Task {
  readonly name: string
  readonly busyMs: number
}

const SCRIPT = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ name, busyMs }) => {
      const until = performance.now() + busyMs
      while (performance.now() < until);
      parentPort.postMessage(name)
    })`)}`,
)

/** Makes objects of zlib until it is ended. */
const ZIPPING = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    import { gzipSync } from 'node:zlib'
    import { holdThread } from '${new URL('../../src/platform/thread-hold.ts', import.meta.url)}'
    parentPort.on('message', () => {
      for (;;) holdThread(() => gzipSync('x'))
    })`)}`,
)

suite('a thread for tasks', { timeout: 600_000 }, () => {
  function open(options: { timeoutMs?: number; turnMs?: number }) {
    const thread = createTaskThread<Task, string>({
      script: SCRIPT,
      timeoutMs: 30_000,
      heapMib: 64,
      ...options,
    })
    const order: string[] = []
    const run = async (owner: string, name: string, busyMs: number) => {
      await thread.run(owner, { name, busyMs }).then(
        () => order.push(name),
        (error) => order.push(`${name}: ${(error as ThreadError).failure}`),
      )
    }
    return { order, run, [Symbol.asyncDispose]: () => thread.close() }
  }

  test('a task that takes long gives way to the tasks of others, and starts again after them', async () => {
    await using thread = open({ turnMs: 1_000 })
    await Promise.all([
      thread.run('a', 'long', 6_000),
      thread.run('a', 'behind it', 0),
      thread.run('b', 'short', 0),
      thread.run('c', 'other', 0),
    ])
    assert.deepEqual(thread.order, ['short', 'other', 'long', 'behind it'])
  })

  test('a task that takes long runs to its end if nobody else waits', async () => {
    await using thread = open({ turnMs: 100 })
    await Promise.all([thread.run('a', 'long', 500), thread.run('a', 'behind it', 0)])
    assert.deepEqual(thread.order, ['long', 'behind it'])
  })

  test('a task that was interrupted three times fails, so that it takes no more', async () => {
    await using thread = open({ turnMs: 1_000 })
    const long = thread.run('a', 'long', 20_000)
    for (const name of ['one', 'two', 'three', 'four']) await thread.run('b', name, 0)
    await long
    assert.deepEqual(thread.order.slice(0, 2), ['one', 'two'])
    assert.ok(thread.order.includes('long: starved'), String(thread.order))
    assert.equal(thread.order.length, 5)
  })

  test('a task gets more time at each start, whatever tasks of others arrive', async () => {
    await using thread = open({ turnMs: 2_000 })
    let isDone = false
    const long = thread.run('a', 'long', 4_500).finally(() => {
      isDone = true
    })
    for (let times = 0; !isDone; times += 1) await thread.run('b', `other ${times}`, 0)
    await long
    assert.ok(thread.order.includes('long'), String(thread.order))
  })

  test('a task that exceeds its time does not end the one after it', async () => {
    await using thread = open({ timeoutMs: 8_000 })
    await Promise.all([thread.run('a', 'endless', 60_000), thread.run('b', 'next', 0)])
    assert.deepEqual(thread.order, ['endless: timeout', 'next'])
  })

  test('a thread that is ended while it compresses does not end the process', async () => {
    const thread = createTaskThread<null, never>({ script: ZIPPING, timeoutMs: 150, heapMib: 64 })
    for (let times = 0; times < 20; times += 1)
      await assert.rejects(thread.run('a', null), { failure: 'timeout' })
    await thread.close()
  })
})
