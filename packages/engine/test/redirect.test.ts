import assert from 'node:assert/strict'
import { type AddressInfo, createServer } from 'node:net'
import { after, test } from 'node:test'
import { createEgressPolicy } from '#egress/policy'
import { createSender } from '#send/send-request'
import { rejectsCode } from './assert-engine-error.ts'
import { planTo } from './plan-to.ts'
import { serve } from './upstream.ts'

const sender = createSender({ policy: createEgressPolicy({ allow: ['127.0.0.0/8'] }) })
after(() => sender.close())

const other = await serve((_request, response) => response.end('{"stolen":true}'))
const upstream = await serve(({ path }, response) => {
  const [, status, to] = /^\/(\d+)\?to=(.*)$/.exec(path) ?? []
  if (status === undefined) return response.end(JSON.stringify({ path }))
  return response
    .writeHead(Number(status), to === '' ? {} : { location: decodeURIComponent(to ?? '') })
    .end('moved')
})
const redirect = (status: number, to: string) => `${upstream.origin}/${status}?to=${encodeURIComponent(to)}`

for (const status of [301, 302, 303, 307, 308]) {
  // Shows Repeating: redirects of reads, within the origin
  test(`a read follows ${status} within its origin, with its credentials`, async () => {
    for (const to of ['/there?x=1', `${upstream.origin}/there?x=1#part`, 'there?x=1']) {
      const response = await sender.send(planTo(redirect(status, to)))
      assert.deepEqual([response.status, response.redirects], [200, 1])
      const last = upstream.requests.at(-1)
      assert.deepEqual(
        [last?.method, last?.path, last?.headers.authorization],
        ['GET', '/there?x=1', 'Bearer K'],
      )
    }
  })
}

test('a read by POST becomes a GET without a body, but not for 307 and 308', async () => {
  const search = (status: number) => planTo(redirect(status, '/there'), { method: 'POST', body: '{"q":1}' })
  await sender.send(search(303))
  const got = upstream.requests.at(-1)
  assert.deepEqual([got?.method, got?.body, got?.headers['content-type']], ['GET', '', undefined])
  await sender.send(search(308))
  assert.deepEqual([upstream.requests.at(-1)?.method, upstream.requests.at(-1)?.body], ['POST', '{"q":1}'])
})

for (const status of [307, 308]) {
  test(`a write is repeated for ${status}, with the same body`, async () => {
    const response = await sender.send(
      planTo(redirect(status, '/there'), { effect: 'write', body: '{"a":1}' }),
    )
    assert.equal(response.redirects, 1)
    assert.deepEqual([upstream.requests.at(-1)?.method, upstream.requests.at(-1)?.body], ['POST', '{"a":1}'])
  })
}

for (const status of [301, 302, 303]) {
  // Shows Repeating: redirects of writes
  test(`a write is not repeated for ${status}`, async () => {
    const planned = planTo(redirect(status, '/there'), { effect: 'write', body: '{"a":1}' })
    const error = await rejectsCode('redirect_refused', sender.send(planned))
    assert.deepEqual(error.details, { may_be_done: true })
    assert.match(upstream.requests.at(-1)?.path ?? '', /^\/30/)
  })
}

const elsewhere: [string, string][] = [
  ['another host', `http://localhost:${upstream.port}/there`],
  ['another port', `${other.origin}/there?token=K`],
  ['another scheme', `https://127.0.0.1:${upstream.port}/there`],
  ['another host without a scheme', `//localhost:${other.port}/there`],
  ['a host in disguise', `\\\\localhost:${other.port}\\there`],
  ['a user name', `http://u:p@127.0.0.1:${upstream.port}/there`],
  ['a file', 'file:///etc/passwd'],
  ['no URL', 'http://'],
  ['the metadata service', 'http://169.254.169.254/latest/meta-data'],
]
for (const [what, to] of elsewhere) {
  for (const effect of ['read', 'write'] as const) {
    test(`a ${effect} is not taken to ${what}`, async () => {
      const seen = upstream.requests.length
      const error = await rejectsCode('redirect_refused', sender.send(planTo(redirect(307, to), { effect })))
      assert.equal(other.requests.length, 0, 'the target saw a request')
      assert.deepEqual(error.details, { may_be_done: false })
      assert.equal(upstream.requests.length, seen + 1)
      assert.doesNotMatch(error.message, /Bearer|token=|there|u:p/)
    })
  }
}

test('the sixth redirect is one too many', async () => {
  const loop = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end())
  await rejectsCode('redirect_refused', sender.send(planTo(loop.origin)), /more than 5/)
  assert.equal(loop.requests.length, 6)
})

test('a redirect without a target is returned as a response', async () => {
  assert.equal((await sender.send(planTo(redirect(302, '')))).status, 302)
  assert.equal((await sender.send(planTo(redirect(304, '/there')))).status, 304)
})

test('after the first hop nothing claims that nothing was sent', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => {
      // Nobody listens for the second hop, so it makes no connection.
      server.close()
      socket.end('HTTP/1.1 307 Moved\r\nlocation: /there\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const planned = planTo(`http://127.0.0.1:${port}/`, { effect: 'write', body: '{}' })
  await rejectsCode('connection_lost', sender.send(planned), /ECONNREFUSED/)
})
