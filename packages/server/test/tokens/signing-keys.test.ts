import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import { openRawDatabase, type RawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import { startTestServer } from '@bulkhead/testing/test-server'
import pino from 'pino'
import { issueToken } from '#access/tokens/issue-token'
import { openSigningKeys } from '#access/tokens/signing-keys'
import { verifyToken } from '#access/tokens/verify-token'
import { rotateSigningKeys } from '#jobs/rotate-signing-keys'
import { proveKeyring } from '#operator/prove-keyring'
import { asOperator } from '#platform/database/roles/as-operator'
import { newKeyringText, parseKeyring } from '#platform/vault/keyring'
import { SealError } from '#platform/vault/seal'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const start = Date.parse('2026-01-01T00:00:00Z')
const log = pino({ level: 'silent' })
const place = { issuer: 'https://house.test', audience: ['https://house.test/api/v1'] }
const claims = {
  sub: randomUUID(),
  client_id: 'client',
  organization_id: randomUUID(),
  epochs: { organization: 1, application: 1 },
}

after(async () => {
  for (const engine of engines) await engine.close()
})

for (const engine of engines) {
  suite(`signing keys on ${engine.name}`, { timeout: 600_000 }, () => {
    const keyring = parseKeyring(newKeyringText(), 'a test')
    let raw: RawDatabase
    before(async () => {
      raw = await openRawDatabase(engine)
      // Every key that the keyring wraps refers to the proof of its version.
      await asOperator(raw.database, log, 'test', (tx) => proveKeyring(tx, keyring))
    })
    after(() => raw?.close())
    beforeEach(() => raw.admin('delete from bulkhead.signing_keys'))
    const rotate = (now: number) => rotateSigningKeys(raw.database, keyring, log, now)
    const stored = async () =>
      (await raw.admin('select key_id from bulkhead.signing_keys order by created_at')).rows.map(
        ({ key_id }) => key_id,
      )
    /** The keys of one process, with its own clock, which counts its readings. */
    const open = async (at: number) => {
      const clock = { now: at, asked: 0 }
      const keys = await openSigningKeys(raw.database, keyring, () => {
        clock.asked += 1
        return clock.now
      })
      return { keys, clock }
    }
    type Opened = Awaited<ReturnType<typeof open>>['keys']
    const issue = (keys: Opened) => issueToken(keys, place, claims, 60)
    const verify = (keys: Opened, token: string) =>
      verifyToken(keys, place.issuer, place.audience[0] ?? '', token)

    test('the first start makes one, the next ones none', async () => {
      await rotate(start)
      assert.equal((await stored()).length, 1)
      await rotate(start + 1_000)
      await rotate(start + 30 * DAY_MS - 1)
      assert.equal((await stored()).length, 1)
    })

    test('several that start at once make one between them', async () => {
      const atOnce = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 8 }, work))
      // Connections are opened first, so that the transactions overlap.
      await atOnce(() => asOperator(raw.database, log, 'test', () => sleep(50)))
      await atOnce(() => rotate(start))
      assert.equal((await stored()).length, 1)
    })

    test('after 30 days a new one signs, and the old one verifies for a day', async () => {
      await rotate(start)
      const [first] = await stored()
      const { keys, clock } = await open(start + MINUTE_MS)
      const old = await issue(keys)

      clock.now = start + 30 * DAY_MS
      await rotate(clock.now)
      assert.deepEqual((await stored()).length, 2)
      await keys.reload()
      clock.now += MINUTE_MS
      assert.notEqual(keys.current().key_id, first)
      await verify(keys, old)
      await verify(keys, await issue(keys))
      assert.equal(keys.jwks().keys.length, 2)

      await rotate(start + 31 * DAY_MS - 1)
      assert.equal((await stored()).length, 2)
      await rotate(start + 31 * DAY_MS)
      const left = await stored()
      assert.equal(left.length, 1)
      assert.notEqual(left[0], first)
      await keys.reload()
      await assert.rejects(verify(keys, old), { code: 'unauthenticated' })
    })

    test('a key that was replaced late verifies for a day all the same', async () => {
      await rotate(start)
      const { keys } = await open(start + MINUTE_MS)
      const old = await issue(keys)
      const late = start + 100 * DAY_MS
      await rotate(late)
      await keys.reload()
      await verify(keys, old)
      await rotate(late + DAY_MS)
      await keys.reload()
      await assert.rejects(verify(keys, old), { code: 'unauthenticated' })
    })

    test('a new one is published a minute before it signs, so that no process meets it unprepared', async () => {
      await rotate(start)
      const [first] = await stored()
      const { keys, clock } = await open(start)
      assert.equal(keys.current().key_id, first, 'the only one signs at once')
      clock.now = start + 30 * DAY_MS
      await rotate(clock.now)
      await keys.reload()
      assert.equal(keys.jwks().keys.length, 2)
      assert.equal(keys.current().key_id, first)
      clock.now += MINUTE_MS - 1
      assert.equal(keys.current().key_id, first)
      clock.now += 1
      assert.notEqual(keys.current().key_id, first)
    })

    test("another process finds a new key by a token's key id", async () => {
      await rotate(start)
      const one = await open(start)
      const other = await open(start)
      one.clock.now = start + 30 * DAY_MS
      await rotate(one.clock.now)
      await one.keys.reload()
      one.clock.now += MINUTE_MS
      other.clock.now = one.clock.now
      assert.notEqual(one.keys.current().key_id, other.keys.current().key_id)
      await verify(other.keys, await issue(one.keys))
      await verify(one.keys, await issue(other.keys))
    })

    test('invented key ids make it read the database no more than once a second', async () => {
      await rotate(start)
      const { keys, clock } = await open(start)
      /** Each search reads the clock once, and each read of the database once more. */
      const readings = async (searches: number) => {
        const before = clock.asked
        const found = await Promise.all(Array.from({ length: searches }, () => keys.find(randomUUID())))
        assert.ok(found.every((key) => key === undefined))
        return clock.asked - before - searches
      }
      clock.now += 500
      assert.equal(await readings(20), 0)
      clock.now += 501
      assert.equal(await readings(20), 1)
      clock.now += 1_000
      assert.equal(await readings(20), 0)
      clock.now += 1
      assert.equal(await readings(20), 1)
    })

    test('a known key id needs no query', async () => {
      await rotate(start)
      const { keys, clock } = await open(start)
      clock.now += DAY_MS
      const before = clock.asked
      assert.ok(await keys.find(keys.jwks().keys[0]?.kid ?? ''))
      assert.equal(clock.asked, before)
    })

    test('the private half is sealed: another keyring opens none', async () => {
      await rotate(start)
      const { rows } = await raw.admin('select sealed_private_jwk, public_jwk from bulkhead.signing_keys')
      assert.ok(!Buffer.from(rows[0]?.sealed_private_jwk as Uint8Array).includes('"d"'))
      assert.deepEqual(Object.keys(Object(rows[0]?.public_jwk)).sort(), [
        'alg',
        'crv',
        'kid',
        'kty',
        'use',
        'x',
      ])
      await assert.rejects(
        openSigningKeys(raw.database, parseKeyring(newKeyringText(), 'another')),
        SealError,
      )
      await raw.admin(`update bulkhead.signing_keys set key_id = 'another'`)
      await assert.rejects(openSigningKeys(raw.database, keyring), SealError, 'sealed for its key id alone')
    })
  })
}

const postgres = engines.find(({ name }) => name === 'postgres')

suite('two servers on one Postgres', {
  skip: postgres === undefined && 'needs Postgres',
  timeout: 600_000,
}, () => {
  test('accept what the other issued, also when they started at once and after a rotation', async () => {
    if (postgres === undefined) return
    const store = await postgres.createStore()
    const [one, other] = await Promise.all([
      startTestServer(postgres, { store }),
      startTestServer(postgres, { store }),
    ])
    try {
      const tenant = await one.createTenant('shared')
      const tokens = [await one.applicationToken(tenant), await other.applicationToken(tenant)]
      const scoped = [(await one.mint(tenant, 'acme')).token, (await other.mint(tenant, 'acme')).token]
      const { database, keyring, signingKeys, issuer, audience } = one.server.services
      const ours = await verifyToken(signingKeys, issuer, audience, tokens[0] ?? '')
      // One month later by the clock of the rotation, but not by the servers' clock.
      await rotateSigningKeys(database, keyring, log, Date.now() + 30 * DAY_MS)
      const ahead = await openSigningKeys(database, keyring, () => Date.now() + 31 * DAY_MS)
      assert.notEqual(ahead.current().key_id, signingKeys.current().key_id)
      tokens.push(await issueToken(ahead, { issuer, audience: [audience] }, ours, 60))
      // Both have just read their keys; this one was not published a minute before it signed.
      await sleep(1_100)
      const calls = [
        ...tokens.map((token) => ['/api/v1/workspaces', token] as const),
        ...scoped.map((token) => ['/api/v1/account/applications/scoped-token/info', token] as const),
      ]
      for (const [path, token] of calls) {
        for (const testServer of [one, other]) {
          const { status, text } = await testServer.call('GET', path, { token })
          assert.equal(status, 200, text)
        }
      }
    } finally {
      await one.close()
      await other.close()
    }
  })
})
