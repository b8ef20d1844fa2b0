import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { createEgressPolicy } from '#egress/policy'
import { createSender, type SenderOptions } from '#send/send-request'
import { rejectsCode } from '../assert-engine-error.ts'
import { planTo } from '../plan-to.ts'
import { CERTIFICATE, KEY, serve, serveTls } from '../upstream.ts'

const secure = await serveTls((_request, response) => response.end('{}'))
const demanding = await serveTls((_request, response) => response.end('{}'), {
  ca: CERTIFICATE,
  requestCert: true,
  rejectUnauthorized: true,
})
const plain = await serve((_request, response) => response.end('{}'))

/** Authorities requested from the proxy, with the requester. The proxy connects to `secure`, whatever the authority. */
const asked: { readonly authority: string; readonly by: string | undefined }[] = []
let refusesWith: number | undefined
const proxy = createServer().on('connect', ({ url = '', headers }, socket, head) => {
  asked.push({ authority: url, by: headers['proxy-authorization'] })
  if (refusesWith !== undefined) return void socket.end(`HTTP/1.1 ${refusesWith} No\r\n\r\n`)
  const upstream = connect(secure.port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    upstream.write(head)
    upstream.pipe(socket).pipe(upstream)
  })
  for (const end of [socket, upstream]) end.on('error', () => upstream.destroy())
})
await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
after(() => {
  proxy.close()
  proxy.closeAllConnections()
})
const url = `http://us%40er:secret@127.0.0.1:${(proxy.address() as { port: number }).port}`

function senderWith({
  allow = [],
  address = '93.184.216.34',
  ...options
}: Partial<SenderOptions> & { allow?: string[]; address?: string }) {
  const sender = createSender({
    policy: createEgressPolicy({ allow }),
    ca: CERTIFICATE,
    lookup: (_host, callback) => setImmediate(() => callback(null, [{ address, family: 4 }])),
    ...options,
  })
  after(() => sender.close())
  return sender
}
const api = planTo('https://api.acme.test/things')

test('the proxy is asked for the address that was checked, and TLS speaks to the host', async () => {
  const sender = senderWith({ proxy: { url, resolves: false } })
  assert.equal((await sender.send(api)).status, 200)
  const by = `Basic ${Buffer.from('us@er:secret').toString('base64')}`
  assert.deepEqual(asked.at(-1), { authority: '93.184.216.34:443', by })
  assert.equal(secure.requests.at(-1)?.servername, 'api.acme.test')
  assert.equal(secure.requests.at(-1)?.headers['proxy-authorization'], undefined)
})

for (const address of ['10.0.0.5', '169.254.169.254', '127.0.0.1'])
  test(`a name that resolves to ${address} is refused before the proxy is asked`, async () => {
    const before = asked.length
    const sender = senderWith({ address, proxy: { url, resolves: false } })
    await rejectsCode('egress_refused', sender.send(api))
    assert.equal(asked.length, before)
  })

test('a resolving proxy gets the name; private names and addresses are refused', async () => {
  const sender = senderWith({
    proxy: { url, resolves: true },
    lookup: () => assert.fail('the name is not resolved here'),
  })
  assert.equal((await sender.send(api)).status, 200)
  assert.equal(asked.at(-1)?.authority, 'api.acme.test:443')
  const before = asked.length
  for (const host of [
    'intranet',
    'vault.internal',
    'nas.local',
    'a.localhost',
    'x.home.arpa.',
    '10.0.0.5',
    '[::1]',
  ])
    await rejectsCode('egress_refused', sender.send(planTo(`https://${host}/`)))
  assert.equal(asked.length, before)
})

test('addresses that the operator allowed are dialled without the proxy', async () => {
  const before = asked.length
  const ofNetwork = senderWith({
    proxy: { url, resolves: false },
    allow: ['127.0.0.0/8'],
    address: '127.0.0.1',
  })
  const named = planTo(`https://api.acme.test:${secure.port}/`)
  assert.equal((await ofNetwork.send(named)).status, 200)
  assert.equal((await ofNetwork.send(planTo(`${plain.origin}/`))).status, 200)
  const listed = senderWith({
    ...{ proxy: { url, resolves: true }, allow: [`api.acme.test:${secure.port}`], address: '127.0.0.1' },
  })
  assert.equal((await listed.send(named)).status, 200)
  assert.equal(asked.length, before)
})

test('a proxy that refuses or is down fails the connection, and nothing was sent', async () => {
  refusesWith = 407
  const sender = senderWith({ proxy: { url, resolves: false } })
  await rejectsCode('unreachable', sender.send(api), /outbound proxy refused the connection \(407\)/)
  refusesWith = undefined
  const away = senderWith({ proxy: { url: 'http://127.0.0.1:1', resolves: false } })
  await rejectsCode(
    'unreachable',
    away.send(api),
    /outbound proxy could not be connected to \(ECONNREFUSED\)/,
  )
})

test('a host that demands a certificate gets that of the operator, and no other host does', async () => {
  const certificate = { cert: CERTIFICATE, key: KEY }
  const local = { allow: ['127.0.0.0/8'], address: '127.0.0.1' }
  const url = `https://api.acme.test:${demanding.port}/`
  const known = senderWith({ ...local, clientCertificates: new Map([['api.acme.test', certificate]]) })
  assert.equal((await known.send(planTo(url))).status, 200)
  const other = senderWith({ ...local, clientCertificates: new Map([['other.acme.test', certificate]]) })
  await assert.rejects(other.send(planTo(url)))
  assert.equal(demanding.requests.length, 1)
})
