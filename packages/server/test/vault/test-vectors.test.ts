import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { openGcm, SealError } from '#platform/vault/seal'

interface Vector {
  tcId: number
  comment: string
  key: string
  iv: string
  aad: string
  msg: string
  ct: string
  tag: string
  result: 'valid' | 'invalid'
}

const file = new URL('./test-vectors/aes_gcm_test.json', import.meta.url)
const { numberOfTests, testGroups } = JSON.parse(readFileSync(file, 'utf8')) as {
  numberOfTests: number
  testGroups: { tests: Vector[] }[]
}
const vectors = testGroups.flatMap(({ tests }) => tests)

suite("Wycheproof's AES-256-GCM", () => {
  const bytes = (hex: string) => Buffer.from(hex, 'hex')

  test('is complete', () => {
    assert.equal(vectors.length, numberOfTests)
    assert.equal(vectors.filter(({ result }) => result === 'valid').length, 39)
  })

  for (const { tcId, comment, key, iv, aad, msg, ct, tag, result } of vectors) {
    test(`${tcId} ${comment || 'plain'}: ${result}`, () => {
      const open = () => openGcm(bytes(key), bytes(iv), bytes(ct), bytes(tag), bytes(aad))
      if (result === 'valid') assert.equal(open().toString('hex'), msg)
      else assert.throws(open, SealError)
    })
  }
})
