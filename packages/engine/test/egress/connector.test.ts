import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import { after, test } from 'node:test'
import { createEgressPolicy } from '#egress/policy'
import type { ResolveAddresses } from '#egress/share-lookups'
import { createSender, type SenderOptions } from '#send/send-request'
import { rejectsCode } from '../assert-engine-error.ts'
import { planTo } from '../plan-to.ts'
import { CERTIFICATE, serve, serveTls } from '../upstream.ts'

function senderWith(options: Partial<SenderOptions> & { allow?: string[] }) {
  const sender = createSender({
    policy: createEgressPolicy({ allow: options.allow ?? [] }),
    ...options,
  })
  after(() => sender.close())
  return sender
}

/** Creates a resolver that gives these responses in turn, repeats the last one, and counts its calls. */
function createResolver(...responses: string[][]) {
  let asked = 0
  const lookup: ResolveAddresses = (_hostname, callback) => {
    const addresses = responses[Math.min(asked, responses.length - 1)] ?? []
    asked += 1
    const found: LookupAddress[] = addresses.map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }))
    setImmediate(() => callback(null, found))
  }
  return { lookup, asked: () => asked }
}

const upstream = await serve((_request, response) => response.end('{}'))
const secure = await serveTls((_request, response) => response.end('{}'))

const refused: [string, string[]][] = [
  ['a loopback address', ['127.0.0.1']],
  ['a private address', ['10.0.0.5']],
  ['the metadata address', ['169.254.169.254']],
  ['an IPv4-mapped address', ['::ffff:127.0.0.1']],
  ['a public and a private address', ['93.184.216.34', '127.0.0.1']],
  ['a private and a public address', ['127.0.0.1', '93.184.216.34']],
  ['a NAT64 address', ['64:ff9b::7f00:1']],
]
for (const [what, addresses] of refused) {
  test(`a name that resolves to ${what} is refused`, async () => {
    const { lookup, asked } = createResolver(addresses)
    const before = secure.accepted()
    const sender = senderWith({ lookup, ca: CERTIFICATE })
    await rejectsCode('egress_refused', sender.send(planTo(`https://api.acme.test:${secure.port}/`)))
    assert.equal(asked(), 1)
    assert.equal(secure.accepted(), before, 'nothing may have been dialled')
  })
}

test('a URL with a user name is refused before its host is resolved', async () => {
  const { lookup, asked } = createResolver(['127.0.0.1'])
  const sender = senderWith({ lookup, allow: ['127.0.0.0/8'] })
  await rejectsCode('egress_refused', sender.send(planTo(`http://u:p@api.acme.test:${upstream.port}/`)))
  assert.equal(asked(), 0)
})

test('over http a name must resolve into an allowed network', async () => {
  const { lookup } = createResolver(['93.184.216.34'])
  const sender = senderWith({ lookup, allow: ['127.0.0.0/8'] })
  await rejectsCode('egress_refused', sender.send(planTo('http://api.acme.test/')), /https/)
})

test('an allowed network admits a name that resolves into it', async () => {
  const { lookup } = createResolver(['127.0.0.1'])
  const sender = senderWith({ lookup, allow: ['127.0.0.0/8'] })
  assert.equal((await sender.send(planTo(`http://api.acme.test:${upstream.port}/`))).status, 200)
})

test('a listed host and port admits whatever its name resolves to, and only that port', async () => {
  const { lookup } = createResolver(['127.0.0.1'])
  const sender = senderWith({ lookup, allow: [`api.acme.test:${upstream.port}`] })
  assert.equal((await sender.send(planTo(`http://api.acme.test:${upstream.port}/`))).status, 200)
  await rejectsCode('egress_refused', sender.send(planTo(`https://api.acme.test:${secure.port}/`)))
})

test('the checked address is the dialled one: a second response of the name server is ignored', async () => {
  // The allowed network stands for the public internet, which a test must not reach.
  const { lookup, asked } = createResolver(['127.0.0.1'], ['127.0.0.2'])
  const sender = senderWith({ lookup, allow: ['127.0.0.1/32'], ca: CERTIFICATE })
  assert.equal((await sender.send(planTo(`https://api.acme.test:${secure.port}/`))).status, 200)
  assert.equal(asked(), 1, 'one resolution for check and dial')
  assert.equal(secure.requests.at(-1)?.servername, 'api.acme.test', 'TLS speaks to the host of the URL')
})

test('a public address first and a private one afterwards: the private one is not dialled', async () => {
  const { lookup } = createResolver(['192.0.2.1', '198.51.100.1'], ['127.0.0.1'])
  // Nobody has a TEST-NET address, so connecting fails. The sender must not resolve the name again.
  const limits = { connectTimeoutMs: 300 }
  const sender = senderWith({ lookup, limits, allow: ['192.0.2.0/24', '198.51.100.0/24'] })
  const before = upstream.accepted()
  await assert.rejects(sender.send(planTo(`http://api.acme.test:${upstream.port}/`)))
  assert.equal(upstream.accepted(), before)
})

test('each new connection is checked again', async () => {
  const { lookup, asked } = createResolver(['127.0.0.1'], ['10.0.0.1'])
  const closing = await serve((_request, response) => response.setHeader('connection', 'close').end('{}'))
  const sender = senderWith({ lookup, allow: ['127.0.0.1/32'] })
  const planned = planTo(`http://api.acme.test:${closing.port}/`)
  assert.equal((await sender.send(planned)).status, 200)
  await rejectsCode('egress_refused', sender.send(planned))
  assert.equal(asked(), 2)
})

test('a certificate of another name prevents the connection', async () => {
  const { lookup } = createResolver(['127.0.0.1'])
  const sender = senderWith({ lookup, allow: ['127.0.0.1/32'], ca: CERTIFICATE })
  await rejectsCode('unreachable', sender.send(planTo(`https://other.acme.test:${secure.port}/`)), /ALTNAME/)
})

test('an untrusted certificate prevents the connection', async () => {
  const { lookup } = createResolver(['127.0.0.1'])
  const sender = senderWith({ lookup, allow: ['127.0.0.1/32'] })
  await rejectsCode(
    'unreachable',
    sender.send(planTo(`https://api.acme.test:${secure.port}/`)),
    /SELF_SIGNED/,
  )
})

test('a name that does not resolve, or to nothing, is unreachable', async () => {
  const failing: ResolveAddresses = (_hostname, callback) => {
    callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
  }
  const https = planTo('https://nowhere.acme.test/')
  await rejectsCode('unreachable', senderWith({ lookup: failing }).send(https), /ENOTFOUND/)
  await rejectsCode('unreachable', senderWith({ lookup: createResolver([]).lookup }).send(https))
})

test('a name server that never responds ends the call at the connection timeout, with nothing sent', async () => {
  const silent: ResolveAddresses = () => undefined
  // Only here: elsewhere, a busy machine would turn every expected error into a timeout.
  const sender = senderWith({ lookup: silent, limits: { connectTimeoutMs: 300 } })
  const error = await rejectsCode('timeout', sender.send(planTo('https://slow.acme.test/')))
  assert.deepEqual(error.details, { sent: false })
})

test('calls to one name share its running lookup, and those after a timeout too', async () => {
  let asked = 0
  const silent: ResolveAddresses = () => {
    asked += 1
  }
  const sender = senderWith({ lookup: silent, limits: { connectTimeoutMs: 300 } })
  for (let wave = 0; wave < 2; wave += 1) {
    const calls = Array.from({ length: 20 }, () => sender.send(planTo('https://slow.acme.test/')))
    await Promise.all(calls.map((call) => rejectsCode('timeout', call)))
  }
  assert.equal(asked, 1)
  await rejectsCode('timeout', sender.send(planTo('https://other.acme.test/')))
  assert.equal(asked, 2)
})

test('a lookup that ended is not used again', async () => {
  let asked = Promise.withResolvers<Parameters<ResolveAddresses>[1]>()
  const lookup: ResolveAddresses = (_hostname, callback) => asked.resolve(callback)
  const sender = senderWith({ lookup, allow: ['127.0.0.0/8'] })
  const send = async () => {
    asked = Promise.withResolvers()
    const call = sender.send(planTo(`http://api.acme.test:${upstream.port}/`))
    return { call, end: await asked.promise }
  }
  const failed = await send()
  failed.end(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
  await rejectsCode('unreachable', failed.call, /ENOTFOUND/)
  const other = await send()
  other.end(null, [{ address: '127.0.0.1', family: 4 }])
  assert.equal((await other.call).status, 200)
})
