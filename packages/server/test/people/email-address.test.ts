import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldAddress, isAddress } from '@bulkhead/server/people/email-address'
import { DEFAULT_CLAIMS, readPerson } from '@bulkhead/server/people/providers/read-claims'

test('an address is folded by its ASCII letters alone', () => {
  assert.equal(foldAddress('Kate@Example.COM'), 'kate@example.com')
  assert.equal(foldAddress('\u212Aate@example.com'), '\u212Aate@example.com')
  assert.equal(foldAddress('kate@\u212A.example'), 'kate@\u212A.example')
})

test('an address has visible ASCII before the @, and nothing invisible behind it', () => {
  for (const good of ['kate@example.com', "o'neil+x@bücher.example", '!#$%&@a.b'])
    assert.ok(isAddress(good), good)
  for (const bad of [
    '\u212Aate@example.com',
    'käte@example.com',
    'ka te@example.com',
    'kate@exam\u200Bple.com',
    'kate',
    '@example.com',
    'a@b@c',
    `${'a'.repeat(250)}@b.cd`,
  ])
    assert.ok(!isAddress(bad), bad)
})

test('a claim states one address or none', () => {
  const read = (email: unknown) => readPerson({ email, email_verified: true }, DEFAULT_CLAIMS, false).email
  assert.equal(read('Kate@Example.com'), 'kate@example.com')
  assert.equal(read(['kate@example.com']), 'kate@example.com')
  assert.equal(read(['kate@example.com', 'owner@example.com']), undefined)
  assert.equal(read('\u212Aate@example.com'), undefined)
})
