import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings } from '#main/settings'

test('a port that nobody knows beforehand needs a public URL: the issuer of tokens would be port 0', () => {
  assert.throws(() => readSettings({ BULKHEAD_PORT: '0' }), /BULKHEAD_PORT is 0.*BULKHEAD_PUBLIC_URL/)
  const { port, publicUrl } = readSettings({
    BULKHEAD_PORT: '0',
    BULKHEAD_PUBLIC_URL: 'http://bulkhead.test/',
  })
  assert.deepEqual([port, publicUrl], [0, 'http://bulkhead.test'])
})

test('without a public URL it is the port on this machine', () => {
  assert.equal(readSettings({}).publicUrl, 'http://localhost:4747')
  assert.equal(readSettings({ BULKHEAD_PORT: '8080' }).publicUrl, 'http://localhost:8080')
})
