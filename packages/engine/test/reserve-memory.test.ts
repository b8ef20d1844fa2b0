import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { createEgressPolicy } from '#egress/policy'
import { UNRESERVED_BYTES } from '#send/exchange'
import { createSender } from '#send/send-request'
import { rejectsCode } from './assert-engine-error.ts'
import { planTo } from './plan-to.ts'
import { serve, type Upstream } from './upstream.ts'

const MOST = 2_000_000
const sender = createSender({
  policy: createEgressPolicy({ allow: ['127.0.0.0/8'] }),
  limits: { maxBodyBytes: MOST },
})
after(() => sender.close())

/** Sends, and remembers what was reserved. */
async function reservedFor(upstream: Upstream, path = '/') {
  const reserved: number[] = []
  const reserve = (bytes: number) => {
    reserved.push(bytes)
    return undefined
  }
  const { body } = await sender.send(planTo(upstream.origin + path), { reserve })
  return { reserved, bytes: body.length }
}

test('a response reserves its declared length, or the maximum without one', async () => {
  const upstream = await serve(({ path }, response) => {
    const body = Buffer.alloc(path.startsWith('/small') ? UNRESERVED_BYTES : 500_000, 'x')
    if (path.endsWith('declared')) response.writeHead(200, { 'content-length': body.length })
    response.write(body.subarray(0, 10))
    response.end(body.subarray(10))
  })
  assert.deepEqual(await reservedFor(upstream, '/small-declared'), { reserved: [], bytes: UNRESERVED_BYTES })
  assert.deepEqual(await reservedFor(upstream, '/small'), { reserved: [], bytes: UNRESERVED_BYTES })
  assert.deepEqual(await reservedFor(upstream, '/declared'), { reserved: [500_000], bytes: 500_000 })
  assert.deepEqual(await reservedFor(upstream), { reserved: [MOST], bytes: 500_000 })
})

test('a compressed response reserves its largest possible size, however small it is', async () => {
  const upstream = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(MOST))),
  )
  assert.deepEqual(await reservedFor(upstream), { reserved: [MOST], bytes: MOST })
})

test('no more is read than that before the reserve is given, and all of it after', async () => {
  let written = 0
  const upstream = await serve(async (_request, response) => {
    const chunk = Buffer.alloc(100_000, 'x')
    for (; written < 19; written += 1) {
      if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve))
    }
    response.end()
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  let asked = false
  let isDone = false
  const answer = sender
    .send(planTo(upstream.origin), {
      reserve() {
        asked = true
        return promise
      },
    })
    .finally(() => {
      isDone = true
    })
  while (!asked) await sleep(5)
  await sleep(200)
  assert.equal(isDone, false)
  resolve()
  assert.equal((await answer).body.length, 1_900_000)
})

test('a refused reservation ends the call with its error, and closes the connection', async () => {
  const upstream = await serve((_request, response) => response.end(Buffer.alloc(500_000)))
  const refusal = new Error('no memory')
  const refused = sender.send(planTo(upstream.origin), { reserve: () => Promise.reject(refusal) })
  await assert.rejects(refused, refusal)
  while (upstream.connections() > 0) await sleep(5)
})

test('a call does not wait for memory beyond its time', async () => {
  const upstream = await serve((_request, response) => response.end(Buffer.alloc(500_000)))
  const options = { withinMs: 300, reserve: () => new Promise<void>(() => {}) }
  await rejectsCode('timeout', sender.send(planTo(upstream.origin), options))
  while (upstream.connections() > 0) await sleep(5)
})
