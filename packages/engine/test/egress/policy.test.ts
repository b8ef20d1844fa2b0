import assert from 'node:assert/strict'
import test from 'node:test'
import { isAllowedAddress, isPublicAddress } from '#egress/check-address'
import { checkUrl } from '#egress/check-url'
import { createEgressPolicy } from '#egress/policy'
import { throwsCode } from '../assert-engine-error.ts'

const NONE = createEgressPolicy({ allow: [] })

const PRIVATE = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '169.254.170.2',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '168.63.129.16',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:a9fe:a9fe',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:808:808::1',
  '3fff::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '5f00::1',
  '4000::1',
  '2606:4700::5efe:a00:1',
  '2606:4700:0:0:200:5efe:a00:1',
]
for (const address of PRIVATE) {
  test(`${address} is not public`, () => assert.equal(isPublicAddress(address), false))
}

for (const address of [
  '8.8.8.8',
  '1.1.1.1',
  '140.82.121.4',
  '100.63.255.255',
  '172.32.0.1',
  '::ffff:8.8.8.8',
  '2606:4700:4700::1111',
  '2a00:1450:4001::1',
]) {
  test(`${address} is public`, () => assert.equal(isPublicAddress(address), true))
}

test('an invalid address is not public', () => {
  for (const text of ['', 'localhost', '8.8.8.8/32', '8.8.8.8 ', '::g', '8.8.8.8:80', '8.8.8.8%1']) {
    assert.equal(isPublicAddress(text), false, text)
  }
})

test('an allowed network admits its addresses, IPv4 in IPv6 form too', () => {
  const policy = createEgressPolicy({ allow: ['10.1.0.0/16', ' fd00::/8 ', ''] })
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1', '8.8.8.8']) {
    assert.equal(isAllowedAddress(policy, address), true, address)
  }
  for (const address of ['10.2.0.1', 'fc00::1', '127.0.0.1']) {
    assert.equal(isAllowedAddress(policy, address), false, address)
  }
})

const badEntries: [string, RegExp][] = [
  ['10.0.0.1', /10\.0\.0\.1\/32/],
  ['::1', /::1\/128/],
  ['10.0.0.0/33', /no network/],
  ['10.0.0.0/', /no network/],
  ['10.0/8', /no network/],
  ['010.0.0.0/8', /no network/],
  ['host/8', /no network/],
  ['git.internal', /host:port/],
  ['git.internal:0', /host:port/],
  ['git.internal:99999', /host:port/],
  ['http://git.internal:80', /no network/],
  ['u@git.internal:80', /host:port/],
]
for (const [entry, message] of badEntries) {
  test(`the entry ${entry} is refused`, () => {
    throwsCode('invalid_setting', () => createEgressPolicy({ allow: [entry] }), message)
  })
}

const refusedUrls = [
  'http://api.acme.test',
  'ftp://api.acme.test',
  'https://u:p@api.acme.test',
  'https://127.0.0.1',
  'https://127.1',
  'https://2130706433',
  'https://0x7f000001',
  'https://0177.0.0.1',
  'https://0x7f.1',
  'https://127.0.0.1.',
  'https://①②⑦.0.0.1',
  'https://[::1]',
  'https://[::ffff:127.0.0.1]',
  'https://[::ffff:7f00:1]',
  'https://[64:ff9b::7f00:1]',
  'https://169.254.169.254/latest/meta-data',
  'https://2852039166',
  'https://10.0.0.1:8443',
  'https://localhost',
  'https://LOCALHOST.',
  'https://a.localhost',
  'https://0',
  'http://8.8.8.8',
]
for (const url of refusedUrls) {
  test(`${url} is refused before anything is resolved`, () => {
    throwsCode('egress_refused', () => checkUrl(NONE, new URL(url)))
  })
}

test('a listed host and port passes, over http too, and its neighbours do not', () => {
  const policy = createEgressPolicy({ allow: ['127.0.0.1:8080', 'Git.Internal:443', '[::1]:9000'] })
  for (const url of [
    'http://127.0.0.1:8080',
    'https://127.0.0.1:8080',
    'http://127.1:8080',
    'https://git.internal',
    'https://[::1]:9000',
  ]) {
    assert.doesNotThrow(() => checkUrl(policy, new URL(url)), url)
  }
  for (const url of [
    'http://127.0.0.1:8081',
    'http://127.0.0.1',
    'https://127.0.0.2:8080',
    'http://git.internal',
    'https://[::1]',
  ]) {
    throwsCode('egress_refused', () => checkUrl(policy, new URL(url)))
  }
})

test('an allowed network passes literals over http', () => {
  const policy = createEgressPolicy({ allow: ['10.1.0.0/16'] })
  assert.doesNotThrow(() => checkUrl(policy, new URL('http://10.1.2.3:8080')))
  throwsCode('egress_refused', () => checkUrl(policy, new URL('http://10.2.2.3:8080')))
  throwsCode('egress_refused', () => checkUrl(policy, new URL('http://8.8.8.8')))
})
