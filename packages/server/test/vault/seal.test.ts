import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { newDataKey, openDataKey } from '#platform/vault/data-keys'
import { encryptedMemo } from '#platform/vault/encrypted-memo'
import { type Keyring, newKeyringText, parseKeyring } from '#platform/vault/keyring'
import { getContext, open, SealError, seal } from '#platform/vault/seal'
import { type CredentialContext, decryptCredentials, sealCredentials } from '#platform/vault/sealed-values'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const key = bytes(32)
const text = fc.string({ unit: 'binary', maxLength: 12 })

suite('seal', () => {
  test('a sealed value opens under the same key and context', () => {
    fc.assert(
      fc.property(key, fc.uint8Array(), fc.uint8Array(), (k, plaintext, context) => {
        assert.deepEqual(new Uint8Array(open(k, seal(k, plaintext, context), context)), plaintext)
      }),
    )
  })

  test('never gives the same bytes twice, nor the plaintext', () => {
    const k = randomBytes(32)
    const plaintext = randomBytes(64)
    const sealed = Array.from({ length: 1_000 }, () => seal(k, plaintext, Buffer.of()))
    const nonces = new Set(sealed.map((value) => Buffer.from(value).toString('hex', 1, 13)))
    assert.equal(nonces.size, sealed.length)
    assert.ok(sealed.every((value) => !Buffer.from(value).includes(plaintext.subarray(0, 8))))
  })

  test('cached values are decrypted for each use, and only by their key', () => {
    const k = new Uint8Array(randomBytes(32))
    const value = { auth: { authorization: 'Bearer é→' }, secrets: ['x'] }
    const unseal = encryptedMemo(k, value)
    const opened = unseal()
    assert.deepEqual(opened, value)
    assert.notEqual(unseal(), opened)
    assert.deepEqual(unseal(), value)
    k[0] = (k[0] ?? 0) ^ 1
    assert.throws(unseal, SealError)
  })

  test('a sealed value with any bit changed does not open', () => {
    const k = randomBytes(32)
    const context = Buffer.from('context')
    const sealed = seal(k, Buffer.from('a secret'), context)
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      assert.throws(() => open(k, flipped(sealed, bit), context), SealError)
    }
  })

  test('a sealed value of another length does not open', () => {
    const k = randomBytes(32)
    const sealed = Buffer.from(seal(k, Buffer.from('a secret'), Buffer.of()))
    for (let length = 0; length < sealed.length; length += 1) {
      assert.throws(() => open(k, sealed.subarray(0, length), Buffer.of()), SealError)
    }
    assert.throws(() => open(k, Buffer.concat([sealed, Buffer.of(0)]), Buffer.of()), SealError)
  })

  test('a sealed value does not open under another key, of any length', () => {
    fc.assert(
      fc.property(key, fc.uint8Array({ maxLength: 40 }), (k, other) => {
        fc.pre(!Buffer.from(k).equals(other))
        const sealed = seal(k, Buffer.from('a secret'), Buffer.of())
        assert.throws(() => open(other, sealed, Buffer.of()), SealError)
      }),
    )
  })

  test('opening fails with the same error, whatever was wrong', () => {
    const k = randomBytes(32)
    const sealed = seal(k, Buffer.from('a secret'), Buffer.from('context'))
    const faults = [
      () => open(randomBytes(32), sealed, Buffer.from('context')),
      () => open(k, sealed, Buffer.from('another')),
      () => open(k, flipped(sealed, 200), Buffer.from('context')),
      () => open(k, flipped(sealed, 0), Buffer.from('context')),
      () => open(k, Buffer.of(), Buffer.from('context')),
    ]
    assert.equal(new Set(faults.map((fault) => getMessage(fault))).size, 1)
  })
})

suite('contextOf', () => {
  test('a context has different bytes for different fields', () => {
    fc.assert(
      fc.property(fc.array(text), fc.array(text), (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other)
        assert.equal(Buffer.from(getContext(...one)).equals(getContext(...other)), same)
      }),
    )
  })

  test('does so wherever one field ends and the next begins', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(), (whole, at, elsewhere) => {
        const cut = (position: number) => {
          const points = [...whole]
          const index = position % (points.length + 1)
          return [points.slice(0, index).join(''), points.slice(index).join('')]
        }
        const [one, other] = [cut(at), cut(elsewhere)]
        const same = one[0] === other[0]
        assert.equal(Buffer.from(getContext(...one)).equals(getContext(...other)), same)
        assert.ok(!Buffer.from(getContext(whole)).equals(getContext(...one)))
      }),
    )
  })

  test('a context with malformed Unicode is refused', () => {
    // UTF-8 writes every lone surrogate as the same replacement character.
    assert.throws(() => getContext('\ud800'), TypeError)
    assert.throws(() => getContext('fine', 'a\udfff'), TypeError)
  })
})

suite('sealed credentials', () => {
  const contexts: fc.Arbitrary<CredentialContext> = fc.record({
    organization: fc.uuid(),
    workspace: fc.uuid(),
    connector: fc.uuid(),
    purpose: fc.constantFrom('api', 'refresh'),
    origins: fc.uniqueArray(
      fc.webUrl().map((url) => new URL(url).origin),
      { minLength: 1, maxLength: 4 },
    ),
  })
  const credentials = fc.dictionary(fc.string(), fc.string())

  test('open in their own context, however its origins are ordered', () => {
    fc.assert(
      fc.property(key, contexts, credentials, (dataKey, context, secret) => {
        const sealed = sealCredentials(dataKey, context, secret)
        const reordered = { ...context, origins: context.origins.toReversed() }
        assert.deepEqual(decryptCredentials(dataKey, reordered, sealed), { ...secret })
      }),
    )
  })

  test('open in no other', () => {
    const change = fc.constantFrom('organization', 'workspace', 'connector', 'purpose', 'origins' as const)
    fc.assert(
      fc.property(key, contexts, contexts, change, (dataKey, context, other, field) => {
        const changed = { ...context, [field]: other[field] }
        fc.pre(JSON.stringify(sortedOrigins(changed)) !== JSON.stringify(sortedOrigins(context)))
        const sealed = sealCredentials(dataKey, context, { token: 'secret' })
        assert.throws(() => decryptCredentials(dataKey, changed, sealed), SealError)
      }),
      { numRuns: 500 },
    )
  })

  test('open with no origin more, less or moved to another field', () => {
    fc.assert(
      fc.property(key, contexts, fc.webUrl(), (dataKey, context, url) => {
        const { origin } = new URL(url)
        fc.pre(!context.origins.includes(origin))
        const sealed = sealCredentials(dataKey, context, { token: 'secret' })
        const { organization, workspace, connector, origins } = context
        for (const changed of [
          { ...context, origins: [...origins, origin] },
          { ...context, origins: origins.slice(1) },
          { ...context, origins: [origins.join('')] },
          ...(origins.length > 1 ? [{ ...context, origins: [origins.join(',')] }] : []),
          { ...context, organization: workspace, workspace: organization },
          { ...context, workspace: connector, connector: workspace },
          { ...context, organization: '', workspace: organization + workspace },
        ]) {
          if (JSON.stringify(sortedOrigins(changed)) === JSON.stringify(sortedOrigins(context))) continue
          assert.throws(() => decryptCredentials(dataKey, changed, sealed), SealError)
        }
      }),
    )
  })

  test('open under no other key, and with no bit changed', () => {
    fc.assert(
      fc.property(key, key, contexts, fc.nat(), (dataKey, other, context, bit) => {
        const sealed = sealCredentials(dataKey, context, { token: 'secret' })
        if (!Buffer.from(dataKey).equals(other)) {
          assert.throws(() => decryptCredentials(other, context, sealed), SealError)
        }
        const changed = flipped(sealed, bit % (sealed.length * 8))
        assert.throws(() => decryptCredentials(dataKey, context, changed), SealError)
      }),
    )
  })
})

suite('data keys', () => {
  const keyring = parseKeyring(newKeyringText(), 'a test')
  const owner = fc.record(
    { organization: fc.uuid(), workspace: fc.uuid() },
    { requiredKeys: ['organization'] },
  )

  test('open for their owner alone: an organization is not its workspace', () => {
    fc.assert(
      fc.property(owner, owner, (one, other) => {
        const wrapped = newDataKey(keyring, one)
        assert.equal(openDataKey(keyring, one, wrapped).symmetricKeySize, 32)
        for (const stranger of [other, { organization: one.organization }]) {
          if (stranger.organization === one.organization && stranger.workspace === one.workspace) continue
          assert.throws(() => openDataKey(keyring, stranger, wrapped), SealError)
        }
      }),
    )
  })

  test('are never the same', () => {
    const opened = Array.from({ length: 100 }, () => {
      const organization = 'one'
      return openDataKey(keyring, { organization }, newDataKey(keyring, { organization }))
        .export()
        .toString('hex')
    })
    assert.equal(new Set(opened).size, opened.length)
  })

  test('leave no plaintext bytes in memory, whether created or opened', () => {
    const seen: Uint8Array[] = []
    const watched: Keyring = {
      ...keyring,
      wrap(key, context) {
        seen.push(key)
        return keyring.wrap(key, context)
      },
      unwrap(...args) {
        const key = keyring.unwrap(...args)
        seen.push(key)
        return key
      },
    }
    const mine = { organization: 'one', workspace: 'two' }
    openDataKey(watched, mine, newDataKey(watched, mine))
    assert.deepEqual(
      seen.map((key) => Buffer.from(key).toString('hex')),
      ['00'.repeat(32), '00'.repeat(32)],
    )
  })
})

function flipped(value: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(value)
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}

function getMessage(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('It did not throw.')
}

function sortedOrigins(context: CredentialContext): CredentialContext {
  return { ...context, origins: context.origins.toSorted() }
}
