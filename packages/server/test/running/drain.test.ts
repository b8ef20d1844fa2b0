import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, until } from '@bulkhead/testing/test-server'
import { createLifecycle } from '#main/lifecycle'

const AT_ONCE = 8

test('connections that only the kernel has taken when a server stops are answered', {
  timeout: 600_000,
}, async (t) => {
  const connected = new Int32Array(new SharedArrayBuffer(4))
  let drained: Promise<void> | undefined
  const server = createServer((_, response) => {
    // The event loop stands still until all have connected: nobody could accept them.
    for (let seen = 0; seen < AT_ONCE; seen = Atomics.load(connected, 0)) Atomics.wait(connected, 0, seen)
    drained ??= createLifecycle().drain(server, 0)
    response.setHeader('connection', 'close').end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const worker = new Worker(new URL('connect-at-once.ts', import.meta.url), {
    workerData: { port, times: AT_ONCE, connected },
  })
  t.after(() => worker.terminate())
  const [responses] = await once(worker, 'message')
  assert.deepEqual(responses, new Array(AT_ONCE).fill('HTTP/1.1 200 OK'))
  await drained
})

test('first it is not ready, then it does not listen, then its connections end; each request gets a response', {
  timeout: 600_000,
}, async (t) => {
  const [engine] = engines
  assert.ok(engine)
  const testServer = await startTestServer(engine, { environment: { BULKHEAD_DRAIN_SECONDS: '12' } })
  t.after(async () => {
    await testServer.close()
    await engine.close()
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (path: string, over: Agent | false) => {
    const { promise, resolve, reject } = Promise.withResolvers<[number | undefined, string | undefined]>()
    const sent = request(new URL(path, testServer.server.url), { agent: over }, (response) => {
      response.resume().once('end', () => resolve([response.statusCode, response.headers.connection]))
    })
    sent.once('error', reject).end()
    return promise
  }
  assert.deepEqual(await ask('/health/ready', agent), [200, 'keep-alive'])
  const drained = testServer.server.drain()
  assert.deepEqual(await ask('/health/ready', false), [503, 'close'])
  assert.deepEqual(
    await ask('/health/live', agent),
    [200, 'keep-alive'],
    'a connection is kept while it listens',
  )
  await until(
    () =>
      ask('/health/live', false).then(
        () => false,
        (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED',
      ),
    60_000,
  )
  assert.deepEqual(await ask('/health/live', agent), [200, 'close'], 'the last answer of a kept connection')
  await drained
})

for (const end of ['drain', 'close'] as const) {
  test(`a connection on which nothing was sent does not delay ${end}`, {
    timeout: 600_000,
  }, async (t) => {
    const [engine] = engines
    assert.ok(engine)
    const testServer = await startTestServer(engine, { environment: { BULKHEAD_DRAIN_SECONDS: '1' } })
    t.after(() => engine.close())
    const silent = connect(Number(new URL(testServer.server.url).port), '127.0.0.1')
    silent.on('error', () => {})
    await once(silent, 'connect')
    await fetch(new URL('/health/live', testServer.server.url), { headers: { connection: 'close' } })
    const ended = once(silent, 'close')
    const began = performance.now()
    if (end === 'drain') await testServer.server.drain()
    await testServer.close()
    await ended
    assert.ok(performance.now() - began < 30_000)
  })
}
