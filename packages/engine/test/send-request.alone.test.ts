import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { createEgressPolicy } from '#egress/policy'
import type { EngineError } from '#model/errors'
import { readResponse } from '#read/read-response'
import { createSender, type SendLimits } from '#send/send-request'
import { rejectsCode } from './assert-engine-error.ts'
import { planTo } from './plan-to.ts'
import { serve, serveRaw, type Upstream } from './upstream.ts'

const LIMITS: SendLimits = {
  connectTimeoutMs: 300,
  firstByteTimeoutMs: 300,
  totalTimeoutMs: 700,
  maxBodyBytes: 100_000,
  maxHeaderBytes: 8_192,
}

/** Time limits that no call reaches, however busy the machine is. */
const PATIENT = { connectTimeoutMs: 60_000, firstByteTimeoutMs: 60_000, totalTimeoutMs: 60_000 }
const create = (limits: SendLimits) =>
  createSender({ policy: createEgressPolicy({ allow: ['127.0.0.0/8'] }), limits, now: () => 0 })
const sender = create({ ...LIMITS, ...PATIENT })
/** Each has one limit, so that a busy machine does not reach another one first. */
const impatient = create({ ...LIMITS, ...PATIENT, firstByteTimeoutMs: LIMITS.firstByteTimeoutMs })
const brief = create({ ...LIMITS, ...PATIENT, totalTimeoutMs: LIMITS.totalTimeoutMs })
after(() => Promise.all([sender.close(), impatient.close(), brief.close()]))
const get = (upstream: Upstream, path = '/') => sender.send(planTo(upstream.origin + path))
const post = (upstream: Upstream, path = '/') =>
  sender.send(planTo(upstream.origin + path, { effect: 'write', body: '{"a":1}' }))

/** Asserts that calls to an upstream fail with this code, in time, and that no connection stays open. */
async function fails<Code extends EngineError['code']>(
  upstream: Upstream,
  code: Code,
  message = /./,
  { send } = code === 'timeout' ? impatient : sender,
) {
  const started = performance.now()
  const error = await rejectsCode(code, send(planTo(`${upstream.origin}/`)), message)
  // The 15 s allow for a busy machine. Without the limit the call would never end.
  assert.ok(performance.now() - started < LIMITS.totalTimeoutMs + 15_000, 'it took longer than the limit')
  for (let wait = 0; upstream.connections() > 0 && wait < 1_000; wait += 1) await sleep(10)
  assert.equal(upstream.connections(), 0, 'a connection was left open')
  return error
}

test('a request arrives as planned, and its response comes back whole', async () => {
  const upstream = await serve((_request, response) => {
    response
      .writeHead(201, { 'x-many': ['a', 'b'], 'set-cookie': 'c=1', 'content-type': 'application/json' })
      .end('{"id":1}')
  })
  const answer = await post(upstream, '/v2/widgets?x=1')
  const [received] = upstream.requests
  assert.deepEqual([received?.method, received?.path, received?.body], ['POST', '/v2/widgets?x=1', '{"a":1}'])
  assert.equal(received?.headers.authorization, 'Bearer K')
  assert.equal(received?.headers['accept-encoding'], 'identity')
  assert.equal(received?.headers.cookie, undefined)
  assert.match(received?.headers['user-agent'] ?? '', /^bulkhead\/\d/)
  assert.deepEqual(
    [answer.status, answer.headers['x-many'], answer.headers['set-cookie']],
    [201, 'a, b', undefined],
  )
  assert.equal(Buffer.from(answer.body).toString(), '{"id":1}')
  assert.deepEqual([answer.redirects, answer.received_at], [0, 0])
})

test('connections are reused', async () => {
  const upstream = await serve((_request, response) => response.end('{}'))
  for (let call = 0; call < 10; call += 1) await get(upstream)
  // A second connection is opened while the first one is given back.
  assert.ok(upstream.accepted() <= 2, `${upstream.accepted()} connections`)
})

test('an upstream that never responds: timeout, sent', async () => {
  const error = await fails(await serve(() => undefined), 'timeout', /begin to respond/)
  assert.deepEqual(error.details, { sent: true })
})

test('an upstream that accepts and never responds: timeout, sent', async () => {
  const error = await fails(await serveRaw(() => undefined), 'timeout')
  assert.deepEqual(error.details, { sent: true })
})

test('an upstream that trickles its headers: timeout', async () => {
  const upstream = await serveRaw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    const timer = setInterval(() => socket.write('x-a: 1\r\n'), 20)
    socket.on('close', () => clearInterval(timer))
  })
  await fails(upstream, 'timeout', /begin to respond/)
})

test('an upstream that trickles its body: ends at the total limit', async () => {
  const upstream = await serve((_request, response) => {
    const timer = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(timer))
  })
  const error = await fails(upstream, 'timeout', /did not finish/, brief)
  assert.deepEqual(error.details, { sent: true })
})

test('an upstream that sends 103 forever: timeout', async () => {
  const upstream = await serveRaw((socket) => {
    const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20)
    socket.on('close', () => clearInterval(timer))
  })
  await fails(upstream, 'timeout', /begin to respond/)
})

test('an upstream that closes before it responds: connection lost', async () => {
  const upstream = await serveRaw((socket) => socket.on('data', () => socket.destroy()))
  await fails(upstream, 'connection_lost')
  await rejectsCode('connection_lost', post(upstream))
})

test('an upstream that closes halfway: connection lost', async () => {
  const upstream = await serveRaw((socket) => {
    socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":'))
  })
  await fails(upstream, 'connection_lost')
})

test('an upstream that closes within a chunk: connection lost', async () => {
  const upstream = await serveRaw((socket) => {
    socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n{"a":'))
  })
  await fails(upstream, 'connection_lost')
})

test('nobody listening: unreachable, certain that nothing was sent', async () => {
  const closed = await serveRaw((socket) => socket.destroy())
  await rejectsCode(
    'unreachable',
    sender.send(planTo('http://127.0.0.1:1/', { effect: 'write' })),
    /ECONNREFUSED/,
  )
  assert.equal(closed.accepted(), 0)
})

test('an upstream that speaks no HTTP: unreadable', async () => {
  await fails(await serveRaw((socket) => socket.write('220 smtp.acme.test ESMTP\r\n')), 'response_unreadable')
})

test('a body that is announced too large is not read', async () => {
  const upstream = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': 100_000_000 }).write('x')
  })
  await fails(upstream, 'response_too_large', /100000 bytes/)
})

test('100 MB without an announcement: too large, and most of it never read', async () => {
  let written = 0
  const chunk = Buffer.alloc(64 * 1024)
  const upstream = await serve((_request, response) => {
    const more = () => {
      while (written < 100_000_000) {
        written += chunk.length
        if (!response.write(chunk)) return response.once('drain', more)
      }
      return response.end()
    }
    more()
  })
  const before = process.memoryUsage().rss
  await fails(upstream, 'response_too_large')
  assert.ok(written < 50_000_000, `${written} bytes were taken`)
  assert.ok(process.memoryUsage().rss - before < 50_000_000)
})

test('a body in chunks of one byte costs little memory', async () => {
  const chunks = '1\r\nx\r\n'.repeat(90_000)
  const upstream = await serveRaw((socket) => {
    socket.on('data', () =>
      socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`),
    )
  })
  assert.equal((await get(upstream)).body.length, 90_000)
})

test('headers without end: too large', async () => {
  const upstream = await serveRaw((socket) => {
    socket.on('data', () => socket.write(`HTTP/1.1 200 OK\r\n${`x-a: ${'y'.repeat(1000)}\r\n`.repeat(20)}`))
  })
  await fails(upstream, 'response_too_large', /headers/)
})

const json = Buffer.from('{"a":"é"}')
const encodings: [string, Buffer][] = [
  ['gzip', gzipSync(json)],
  ['x-gzip', gzipSync(json)],
  ['GZIP', gzipSync(json)],
  ['deflate', deflateSync(json)],
  ['deflate', deflateRawSync(json)],
  ['br', brotliCompressSync(json)],
  ['identity', json],
]
for (const [encoding, body] of encodings) {
  test(`${encoding} of ${body.length} bytes is decoded though it was not asked for`, async () => {
    const upstream = await serve((_request, response) =>
      response.setHeader('content-encoding', encoding).end(body),
    )
    assert.deepEqual(Buffer.from((await get(upstream)).body), json)
  })
}

const corrupt: [string, Buffer][] = [
  ['gzip', gzipSync(json).subarray(0, 20)],
  ['gzip', json],
  ['br', Buffer.from('not brotli at all')],
  ['deflate', Buffer.from('\x78not deflate')],
  ['zstd', json],
  ['gzip, br', json],
]
for (const [encoding, body] of corrupt) {
  test(`${encoding} that is ${JSON.stringify(body.toString('latin1')).slice(0, 30)} is unreadable`, async () => {
    const upstream = await serve((_request, response) =>
      response.setHeader('content-encoding', encoding).end(body),
    )
    await rejectsCode('response_unreadable', get(upstream))
  })
}

const CHARSETS: [string, Buffer, string][] = [
  ['iso-8859-1', Buffer.from('{"name":"Zoë","n":1e1}', 'latin1'), '{"name":"Zoë","n":1e1}'],
  ['"ISO-8859-1"', Buffer.from('{"name":"Zoë"}', 'latin1'), '{"name":"Zoë"}'],
  ['windows-1252', Buffer.from('{"price":"5 \x80"}', 'latin1'), '{"price":"5 €"}'],
  ['utf-16le', Buffer.from('\ufeff{"name":"Zoë"}', 'utf16le'), '{"name":"Zoë"}'],
  ['shift_jis', Buffer.from('{"name":"\x83\x65"}', 'latin1'), '{"name":"テ"}'],
  ['us-ascii', Buffer.from('{"name":"Zoë"}'), '{"name":"Zoë"}'],
  ['utf-8', Buffer.from('{"name":"Zoë"}'), '{"name":"Zoë"}'],
  // Some services declare it whatever they send.
  ['iso-8859-1', Buffer.from('{"name":"Zoë, in UTF-8"}'), '{"name":"Zoë, in UTF-8"}'],
  ['klingon', Buffer.from('{"name":"Zoë"}'), '{"name":"Zoë"}'],
]
for (const [charset, bytes, text] of CHARSETS) {
  test(`JSON in ${charset} comes as UTF-8: ${text}`, async () => {
    for (const [encoding, body] of [
      ['identity', bytes],
      ['gzip', gzipSync(bytes)],
    ] as const) {
      const upstream = await serve((_request, response) =>
        response
          .writeHead(200, {
            'content-type': `application/json; a=b; charset=${charset}`,
            'content-encoding': encoding,
          })
          .end(body),
      )
      assert.equal(Buffer.from((await get(upstream)).body).toString(), text)
    }
  })
}

test('JSON in a charset that is unknown, or that it is not in, is unreadable and says so', async () => {
  for (const [charset, body, message] of [
    ['klingon', Buffer.from('{"name":"ë"}', 'latin1'), /is in the charset klingon, which is not supported/],
    ['<script>', Buffer.from('{"name":"ë"}', 'latin1'), /is in a charset that is not supported/],
    ['utf-16le', Buffer.from('{"name":1}\x00', 'latin1'), /is not in the charset utf-16le/],
  ] as const) {
    const upstream = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': `application/json;charset=${charset}` }).end(body),
    )
    await rejectsCode('response_unreadable', get(upstream), message)
    const failing = await serve((_request, response) =>
      response.writeHead(404, { 'content-type': `application/json;charset=${charset}` }).end(body),
    )
    assert.equal((await get(failing)).status, 404)
  }
})

test('JSON in another charset that is too large as UTF-8 is too large, and has memory reserved', async () => {
  const upstream = await serve((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json; charset=windows-1252' })
      .end(Buffer.alloc(LIMITS.maxBodyBytes / 2, 0x80)),
  )
  await rejectsCode('response_too_large', get(upstream))
  const reserved: number[] = []
  const small = await serve((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json; charset=windows-1252' })
      .end(Buffer.from('"\x80"', 'latin1')),
  )
  const reserve = async (bytes: number) => void reserved.push(bytes)
  await sender.send(planTo(`${small.origin}/`), { reserve })
  assert.deepEqual(reserved, [9])
})

test('a gzip bomb stops at the limit', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  assert.ok(bomb.length < LIMITS.maxBodyBytes)
  const upstream = await serve((_request, response) =>
    response.setHeader('content-encoding', 'gzip').end(bomb),
  )
  const before = process.memoryUsage().rss
  await rejectsCode('response_too_large', get(upstream))
  assert.ok(process.memoryUsage().rss - before < 30_000_000)
})

test('a failure that is itself corrupt or endless is still that failure', async () => {
  const broken = await serve((_request, response) =>
    response.writeHead(502, { 'content-encoding': 'gzip' }).end('x'),
  )
  assert.equal((await get(broken)).status, 502)
  const endless = await serve((_request, response) => {
    response.writeHead(500)
    const more = () => {
      while (response.write('x'.repeat(10_000)));
      response.once('drain', more)
    }
    more()
  })
  const answer = await get(endless)
  assert.equal(answer.status, 500)
  assert.ok(answer.body.length < 300_000)
})

const statuses: [number, Record<string, string>, number | undefined][] = [
  [401, {}, undefined],
  [404, {}, undefined],
  [429, { 'retry-after': '30' }, 30],
  [429, { 'retry-after': 'Thu, 01 Jan 1970 00:00:45 GMT' }, 45],
  [500, {}, undefined],
]
for (const [status, headers, seconds] of statuses) {
  test(`${status} ${JSON.stringify(headers)} becomes an error with its message`, async () => {
    const upstream = await serve((_request, response) =>
      response.writeHead(status, headers).end('{"message":"why"}'),
    )
    const planned = planTo(upstream.origin)
    const reading = sender.send(planned).then((response) => readResponse(planned.operation, response))
    const { details } = await rejectsCode('upstream_status', reading, /why/)
    assert.deepEqual(
      [details.status, details.retry_after_seconds, details.upstream_message],
      [status, seconds, 'why'],
    )
  })
}

test('a 204 response is an empty list', async () => {
  const upstream = await serve((_request, response) => response.writeHead(204).end())
  const planned = planTo(upstream.origin)
  assert.deepEqual(readResponse(planned.operation, await sender.send(planned)).result, [])
})

test('a call can be cancelled before, while it waits and while it reads', async () => {
  const controller = new AbortController()
  const upstream = await serve((_request, response) => {
    response.write('x')
    setTimeout(() => controller.abort(), 50)
  })
  const planned = planTo(upstream.origin)
  const before = await rejectsCode(
    'timeout',
    sender.send(planned, { signal: AbortSignal.abort() }),
    /cancelled/,
  )
  assert.deepEqual(before.details, { sent: false })
  assert.equal(upstream.requests.length, 0)
  const { signal } = controller
  const during = await rejectsCode('timeout', sender.send(planned, { signal }), /cancelled/)
  assert.deepEqual(during.details, { sent: true })
})

test('many calls that fail leave no connection', async () => {
  const upstream = await serve((_request, response) =>
    response.writeHead(200, { 'content-length': 10 }).write('x'),
  )
  const plan = planTo(upstream.origin)
  const calls = Array.from({ length: 40 }, () => rejectsCode('timeout', brief.send(plan)))
  await Promise.all(calls)
  for (let wait = 0; upstream.connections() > 0 && wait < 1_000; wait += 1) await sleep(10)
  assert.equal(upstream.connections(), 0)
})

test('a closed sender sends nothing', async () => {
  const upstream = await serve((_request, response) => response.end('{}'))
  const closed = createSender({ policy: createEgressPolicy({ allow: ['127.0.0.0/8'] }) })
  await closed.close()
  await rejectsCode('unreachable', closed.send(planTo(upstream.origin)))
  assert.equal(upstream.requests.length, 0)
})

test('a file is not waited for if no time is left', async () => {
  const silent = await serve(() => {})
  const warnings: string[] = []
  const noticed = (warning: Error) => warnings.push(warning.name)
  process.on('warning', noticed)
  const plan = planTo(`${silent.origin}/file`)
  await rejectsCode('timeout', sender.openFile(plan, { withinMs: -50 }))
  await sleep(10)
  process.off('warning', noticed)
  assert.deepEqual(warnings, [])
})
