import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { openRawDatabase, type RawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import fc from 'fast-check'
import pino from 'pino'
import { proveKeyring, wasSealed } from '#operator/prove-keyring'
import { asOperator } from '#platform/database/roles/as-operator'
import { type Keyring, newKeyringText, parseKeyring } from '#platform/vault/keyring'
import { loadKeyring } from '#platform/vault/load-keyring'
import { SealError } from '#platform/vault/seal'

const newKey = () => randomBytes(32).toString('base64')
const [one, two, three] = [newKey(), newKey(), newKey()]
const CONTEXT = Buffer.from('context')

suite('parseKeyring', () => {
  test('a keyring has all listed versions, the first of which wraps', () => {
    for (const [text, current, versions] of [
      [`1:${one}`, 1, [1]],
      [`2:${two},1:${one}`, 2, [2, 1]],
      [` 7:${two} , 1:${one}\n`, 7, [7, 1]],
      [`1:${one.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')}`, 1, [1]],
      [newKeyringText(), 1, [1]],
    ] as const) {
      const keyring = parseKeyring(text, 'a test')
      assert.equal(keyring.current, current)
      assert.deepEqual(keyring.versions, versions)
    }
  })

  test('wraps with the first and unwraps with each', () => {
    const old = parseKeyring(`1:${one}`, 'a test')
    const both = parseKeyring(`2:${two},1:${one}`, 'a test')
    const dek = randomBytes(32)
    const before = old.wrap(dek, CONTEXT)
    const now = both.wrap(dek, CONTEXT)
    assert.deepEqual([before.kek_version, now.kek_version], [1, 2])
    for (const { kek_version, wrapped } of [before, now]) {
      assert.deepEqual(Buffer.from(both.unwrap(kek_version, wrapped, CONTEXT)), dek)
    }
    assert.throws(() => old.unwrap(2, now.wrapped, CONTEXT), { code: 'unavailable' })
    assert.deepEqual([...old.missing], [2])
    assert.deepEqual([...both.missing], [])
    assert.throws(() => both.unwrap(1, now.wrapped, CONTEXT), SealError)
    assert.throws(() => both.unwrap(2, before.wrapped, CONTEXT), SealError)
  })

  test('binds the version: the same key under another number unwraps nothing', () => {
    const { wrapped } = parseKeyring(`1:${one}`, 'a test').wrap(randomBytes(32), CONTEXT)
    assert.throws(() => parseKeyring(`2:${one}`, 'a test').unwrap(2, wrapped, CONTEXT), SealError)
  })

  const bad: readonly string[] = [
    '',
    ' ',
    ',',
    one,
    `:${one}`,
    `0:${one}`,
    `-1:${one}`,
    `x:${one}`,
    `1.5:${one}`,
    `1:${one},`,
    `1:${one};2:${two}`,
    `1:${one} 2:${two}`,
    `1:${one},1:${two}`,
    `01:${one},1:${two}`,
    `1:${one}extra`,
    `1:${one.slice(0, 40)}`,
    `1:${randomBytes(16).toString('base64')}`,
    `1:${randomBytes(33).toString('base64')}`,
    `1:${randomBytes(64).toString('base64')}`,
    `1:${randomBytes(32).toString('hex')}`,
    `1:!${one}`,
    `1: ${one}`,
    `2:${two},1:short`,
    `9999999999:${one}`,
  ]
  for (const text of bad) {
    test(`refuses ${text.replaceAll(/[A-Za-z0-9+/=]{12,}/g, '<key>') || 'nothing'} and echoes none of it`, () => {
      assert.throws(
        () => parseKeyring(text, 'BULKHEAD_KEY'),
        (error: Error) => {
          assert.match(error.message, /^BULKHEAD_KEY /)
          for (const part of text.split(/[:,; ]/).filter((candidate) => candidate.length > 8)) {
            assert.ok(!error.message.includes(part), 'the key is in the message')
          }
          return true
        },
      )
    })
  }

  test('whatever it is given, it reads 32 byte keys or refuses without an echo', () => {
    const entry = fc
      .tuple(fc.string({ maxLength: 4 }), fc.uint8Array({ maxLength: 40 }))
      .map(([version, key]) => `${version}:${Buffer.from(key).toString('base64')}`)
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(entry).map((entries) => entries.join()),
        ),
        (text) => {
          try {
            assert.ok(parseKeyring(text, 'a test').versions.length > 0)
          } catch (error) {
            const long = text.split(/[:,]/).filter((part) => part.trim().length > 8)
            assert.ok(long.every((part) => !(error as Error).message.includes(part)))
          }
        },
      ),
    )
  })
})

suite('loadKeyring', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-key-'))
  after(() => rmSync(directory, { recursive: true }))
  const fresh = () => mkdtempSync(join(directory, 'data-'))
  const same = (keyring: Keyring, other: Keyring) => {
    const { kek_version, wrapped } = keyring.wrap(CONTEXT, CONTEXT)
    assert.deepEqual(Buffer.from(other.unwrap(kek_version, wrapped, CONTEXT)), CONTEXT)
  }

  test('a first start makes a key file that only its owner may read, once', () => {
    const data = fresh()
    const made = loadKeyring({ directory: data }, false)
    const file = join(data, 'key')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(data), ['key'], 'and nothing beside it')
    const text = readFileSync(file, 'utf8')
    same(made, loadKeyring({ directory: data }, true))
    same(made, loadKeyring({ directory: data }, false))
    assert.equal(readFileSync(file, 'utf8'), text)
  })

  test('is closed too if an interrupted first start left a file that all may read', () => {
    const data = fresh()
    writeFileSync(join(data, 'key.new'), 'half a key')
    chmodSync(join(data, 'key.new'), 0o644)
    loadKeyring({ directory: data }, false)
    assert.equal(statSync(join(data, 'key')).mode & 0o777, 0o600)
  })

  test('a start makes no new key if data was sealed with one that is missing', () => {
    const data = fresh()
    assert.throws(() => loadKeyring({ directory: data }, true), /The key file .*key is missing/)
    assert.ok(!existsSync(join(data, 'key')))
  })

  test('BULKHEAD_KEY precedes a key file, which precedes the directory', () => {
    const data = fresh()
    const file = join(data, 'elsewhere')
    writeFileSync(file, `2:${two},1:${one}\n`)
    const given = loadKeyring({ key: `3:${three}`, keyFile: file, directory: data }, true)
    assert.deepEqual(given.versions, [3])
    assert.deepEqual(loadKeyring({ keyFile: file, directory: data }, true).versions, [2, 1])
    assert.deepEqual(readdirSync(data), ['elsewhere'])
  })

  test('refuses with no source, an unreadable file or a bad one, and echoes no key', () => {
    assert.throws(() => loadKeyring({}, false), /set BULKHEAD_KEY/)
    assert.throws(() => loadKeyring({ keyFile: join(directory, 'missing') }, false), /missing cannot be read/)
    const file = join(fresh(), 'key')
    writeFileSync(file, `1:${one}${two}`)
    assert.throws(
      () => loadKeyring({ keyFile: file }, false),
      (error: Error) => error.message.startsWith(file) && !error.message.includes(one),
    )
  })
})

for (const engine of engines) {
  suite(`proveKeyring on ${engine.name}`, () => {
    let raw: RawDatabase
    before(async () => {
      raw = await openRawDatabase(engine)
    })
    after(async () => {
      await raw?.close()
      await engine.close()
    })
    const log = pino({ level: 'silent' })
    const fresh = async () => {
      await raw.admin('delete from bulkhead.keyring_versions')
      const operate = <T>(work: Parameters<typeof asOperator<T>>[3]) =>
        asOperator(raw.database, log, 'test', work)
      return {
        prove: (text: string) => operate((tx) => proveKeyring(tx, parseKeyring(text, 'a test'))),
        sealed: () => operate(wasSealed),
        stored: async () =>
          (await raw.admin('select * from bulkhead.keyring_versions order by version')).rows,
      }
    }

    test('records one proof per version that wraps, and knows afterwards that data was sealed', async () => {
      const { prove, sealed, stored } = await fresh()
      assert.equal(await sealed(), false)
      await prove(`1:${one}`)
      const first = await stored()
      assert.equal(await sealed(), true)
      await prove(`1:${one}`)
      assert.deepEqual(await stored(), first)
      await prove(`2:${two},1:${one}`)
      assert.deepEqual(
        (await stored()).map(({ version }) => version),
        [1, 2],
      )
      await prove(`1:${one},2:${two}`)
      assert.equal(Buffer.from((await stored())[0]?.proof as Uint8Array).includes('bulkhead keyring'), false)
    })

    test('a start with a wrong key or a missing version is refused and changes nothing', async () => {
      const { prove, stored } = await fresh()
      await prove(`1:${one}`)
      await prove(`2:${two},1:${one}`)
      const before = await stored()
      for (const [text, message] of [
        [`1:${two},2:${one}`, /^Key version 1 is not the key .*Nothing was changed/],
        [`2:${two},1:${three}`, /^Key version 1 is not the key/],
        [`2:${three},1:${one}`, /^Key version 2 is not the key/],
        [`2:${two}`, /sealed under key version 1, which BULKHEAD_KEY does not contain/],
        [`3:${three},2:${two}`, /sealed under key version 1,/],
        [`3:${three},2:${three},1:${one}`, /^Key version 2 is not the key/],
      ] as const) {
        await assert.rejects(prove(text), (error: Error) => {
          assert.match(error.message, message)
          assert.ok([one, two, three].every((key) => !error.message.includes(key)))
          return true
        })
        assert.deepEqual(await stored(), before)
      }
      await prove(`3:${three},2:${two},1:${one}`)
    })

    test('of two that start at once with different keys, one is refused', async () => {
      const { prove, stored } = await fresh()
      const outcomes = await Promise.allSettled([prove(`1:${one}`), prove(`1:${two}`)])
      assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      assert.equal((await stored()).length, 1)
    })
  })
}
