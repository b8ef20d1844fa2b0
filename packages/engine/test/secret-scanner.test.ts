import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createSecretScanner } from '#redact/secret-scanner'

const SECRET = 'ghp_9aZ+/kQ2mXv7LrT0'

/** Returns the output of a scanner that receives bytes in pieces, and whether it found a secret. */
function passed(bytes: Uint8Array, cuts: readonly number[], secrets = [SECRET]) {
  const scanner = createSecretScanner(secrets)
  const out: Uint8Array[] = []
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  let from = 0
  for (const end of ends) {
    const part = scanner.next(bytes.subarray(from, end))
    if (part === undefined) return { found: true, out: Buffer.concat(out) }
    out.push(part)
    from = end
  }
  return { found: false, out: Buffer.concat([...out, scanner.rest()]) }
}

const cuts = fc.array(fc.nat(), { maxLength: 20 })

test('law: bytes without a secret come out as they went in, however they are cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), cuts, (bytes, at) => {
      const { found, out } = passed(bytes, at)
      assert.ok(!found)
      assert.deepEqual([...out], [...bytes])
    }),
  )
})

const raw = Buffer.from(SECRET)
const forms = {
  raw: () => raw,
  'in lower case': () => Buffer.from(SECRET.toLowerCase()),
  'in hex': () => Buffer.from(raw.toString('hex')),
  'in base64': (before: Buffer) => Buffer.from(Buffer.concat([before, raw, before]).toString('base64')),
  'in base64url': (before: Buffer) => Buffer.from(Buffer.concat([before, raw, before]).toString('base64url')),
}
for (const [what, form] of Object.entries(forms)) {
  // Shows Downloads: secrets in the bytes, across pieces
  test(`law: a secret ${what} is found across any cut, and no piece of it gets out`, () => {
    const around = fc.uint8Array({ maxLength: 60 })
    fc.assert(
      fc.property(around, around, around, cuts, (before, inside, behind, at) => {
        const bytes = Buffer.concat([before, form(Buffer.from(inside)), behind])
        const { found, out } = passed(bytes, at)
        assert.ok(found)
        assert.ok(!out.includes(raw.subarray(0, 8)))
      }),
    )
  })
}

test('a secret that is escaped as a whole is found', () => {
  const secret = `p&q"r's <t> 100%`
  for (const escaped of [
    JSON.stringify(secret),
    encodeURIComponent(secret),
    new URLSearchParams({ secret }).toString(),
    'p&amp;q&quot;r&#39;s &lt;t&gt; 100%',
  ]) {
    assert.ok(passed(Buffer.from(`before ${escaped} behind`), [9, 14], [secret]).found, escaped)
  }
})

test('a short secret is no finding, because files may contain it', () => {
  assert.equal(passed(Buffer.from('the tenor is sharp'), [], ['sharp', 'tenor']).found, false)
})
