import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { proveTransit } from '@bulkhead/proofs/keys/transit'
import { engines } from '@bulkhead/testing/engines'
import { startTransitServer } from '@bulkhead/testing/key-service/transit-server'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, until } from '@bulkhead/testing/test-server'
import pino from 'pino'
import { examine } from '#main/doctor/doctor'
import { getKeySource } from '#main/get-key-source'
import { readSettings } from '#main/settings'
import { restore } from '#operator/archive/restore'
import { createFolderTarget, toBackupName } from '#operator/backups/backup-target'
import { createBackupJob } from '#operator/backups/scheduled-backup'
import { COMMANDS } from '#operator/operator-commands'
import { readStoredKeys } from '#operator/remote-key-rows'
import { createRemoteKeys } from '#platform/vault/remote-keys'
import { getContext } from '#platform/vault/seal'
import { createTransitClient, type TransitSettings } from '#platform/vault/transit/transit-client'
import { createTransitProvider } from '#platform/vault/transit/transit-provider'

// The transit engine here is our own server, written from the documented API of OpenBao and Vault.

const QUICK = { openMs: 6_000, renewEveryMs: 500, retryEveryMs: 100 }
const CONNECTORS = '/api/v1/integrations/connectors'
const closing = new AsyncDisposableStack()
after(() => closing.disposeAsync())

async function startTransit(options?: Parameters<typeof startTransitServer>[0]) {
  const transit = await startTransitServer(options)
  closing.defer(() => transit.stop().catch(() => {}))
  const settings = (more: Partial<TransitSettings> = {}): TransitSettings => ({
    ...{ url: transit.url, mount: 'transit', key: 'bulkhead', namespace: undefined, ca: undefined },
    auth: { kind: 'token', readToken: () => transit.token },
    ...more,
  })
  return { transit, settings }
}

describe('the client of the transit engine', () => {
  test('encrypts, decrypts and wraps again under the newest version', async () => {
    const { transit, settings } = await startTransit({ mount: 'team/transit', namespace: 'ours', key: 'k' })
    const provider = createTransitProvider(settings({ mount: 'team/transit', namespace: 'ours', key: 'k' }))
    const key = randomBytes(32)
    const wrapped = await provider.encrypt(key)
    assert.match(wrapped, /^vault:v1:/)
    assert.deepEqual(await provider.decrypt(wrapped), key)
    transit.rotate()
    const again = await provider.rewrap(wrapped)
    assert.match(again, /^vault:v2:/)
    transit.setLeastVersion(2)
    assert.deepEqual(await provider.decrypt(again), key)
    await assert.rejects(provider.decrypt(wrapped), /refused team\/transit\/decrypt\/k with 400/)
    await assert.rejects(createTransitProvider(settings({ namespace: 'theirs' })).encrypt(key), /with 404/)
    provider.close()
  })

  test('names what is wrong, and no secret', async () => {
    const { transit, settings } = await startTransit()
    const provider = createTransitProvider(settings())
    transit.setSealed(true)
    await assert.rejects(provider.encrypt(randomBytes(32)), /503: it is sealed or down for maintenance/)
    transit.setSealed(false)
    const stranger = createTransitProvider(
      settings({ auth: { kind: 'token', readToken: () => 'hvs.guess' } }),
    )
    await assert.rejects(stranger.encrypt(randomBytes(32)), (error: Error) => {
      assert.match(error.message, /with 403: the token or role is wrong/)
      return !error.message.includes('hvs.')
    })
    await transit.stop()
    await assert.rejects(provider.encrypt(randomBytes(32)), /does not respond \(ECONN/)
  })

  test('signs a role in, renews its token, and signs in again when it has ended', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const { transit, settings } = await startTransit({ tokenSeconds: 60 })
    const auth = { kind: 'approle', mount: 'approle', readRole: () => transit.role } as const
    const client = createTransitClient(settings({ auth }))
    const encrypt = () => client.post('transit/encrypt/bulkhead', { plaintext: 'AAAA' })
    await encrypt()
    t.mock.timers.tick(31_000)
    await encrypt()
    assert.ok(transit.paths.includes('auth/token/renew-self'))
    assert.equal(transit.paths.filter((path) => path.endsWith('login')).length, 1)
    transit.revokeTokens()
    await encrypt()
    assert.equal(transit.paths.filter((path) => path.endsWith('login')).length, 2)
  })

  test('a token whose renewal failed stays in use and is renewed later', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const { transit, settings } = await startTransit()
    const token = transit.addToken(60)
    const client = createTransitClient(settings({ auth: { kind: 'token', readToken: () => token } }))
    const encrypt = () => client.post('transit/encrypt/bulkhead', { plaintext: 'AAAA' })
    transit.refuseRenewals(503)
    await encrypt()
    for (const status of [429, 503, 307]) {
      transit.refuseRenewals(undefined)
      t.mock.timers.tick(20_000)
      await encrypt()
      transit.refuseRenewals(status)
      t.mock.timers.tick(31_000)
      await encrypt()
    }
  })

  test('a token that cannot be renewed is asked about once', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const { transit, settings } = await startTransit()
    const client = createTransitClient(settings())
    for (const tick of [0, 60_000]) {
      t.mock.timers.tick(tick)
      await client.post('transit/encrypt/bulkhead', { plaintext: 'AAAA' })
    }
    assert.equal(transit.paths.filter((path) => path.endsWith('renew-self')).length, 1)
  })

  test('a token file is read again when the token has ended', async () => {
    const { transit } = await startTransit()
    const directory = mkdtempSync(join(tmpdir(), 'bulkhead-transit-'))
    closing.defer(() => rmSync(directory, { recursive: true }))
    const file = join(directory, 'token')
    writeFileSync(file, `${transit.token}\n`)
    const { transit: settings } = readSettings({
      BULKHEAD_TRANSIT_URL: transit.url,
      BULKHEAD_TRANSIT_TOKEN_FILE: file,
    })
    assert.ok(settings)
    const provider = createTransitProvider(settings)
    await provider.encrypt(randomBytes(32))
    transit.revokeTokens()
    await assert.rejects(provider.encrypt(randomBytes(32)), /403/)
    writeFileSync(file, transit.addToken())
    await provider.encrypt(randomBytes(32))
  })
})

test('an open key lives for its time after the service gave it, and nothing prolongs it', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_000_000 })
  const key = randomBytes(32)
  let isAway = false
  const remoteKeys = createRemoteKeys({
    place: 'a test',
    encrypt: async () => '',
    rewrap: async () => '',
    close: () => {},
    async decrypt() {
      if (isAway) throw new Error('away')
      return Buffer.from(key)
    },
  })
  remoteKeys.setWrapped(new Map([[1, 'x']]))
  await remoteKeys.open()
  t.mock.timers.tick(40_000)
  await remoteKeys.open()
  isAway = true
  t.mock.timers.tick(59_999)
  await assert.rejects(remoteKeys.open())
  assert.deepEqual(remoteKeys.find(1)?.key.export(), key)
  t.mock.timers.tick(1)
  assert.equal(remoteKeys.find(1), undefined)
})

test('a process opens a key that another process adds', async (t) => {
  const remoteKeys = createRemoteKeys(
    {
      place: 'a test',
      encrypt: async () => '',
      rewrap: async () => '',
      close: () => {},
      decrypt: async () => randomBytes(32),
    },
    { renewEveryMs: 1 },
  )
  t.after(() => remoteKeys.close())
  remoteKeys.setWrapped(new Map([[1, 'x']]))
  await remoteKeys.open()
  assert.equal(remoteKeys.find(2), undefined)
  const stored = [1, 2].map((version) => [version, 'x'] as const)
  remoteKeys.keepOpen(pino({ level: 'silent' }, { write: () => {} }), async () => ({
    wrapped: new Map(stored),
    replaced: new Set<number>(),
  }))
  await until(() => remoteKeys.find(2) !== undefined)
})

test('a process opens the key that another database server has under the same number', async (t) => {
  let isAway = false
  const replaced = new Set<number>()
  const remoteKeys = createRemoteKeys({
    place: 'a test',
    encrypt: async () => '',
    rewrap: async () => '',
    close: () => {},
    async decrypt(wrapped) {
      if (isAway) throw new Error('away')
      return Buffer.alloc(32, wrapped)
    },
  })
  t.after(() => remoteKeys.close())
  const findFill = () => remoteKeys.find(2)?.key.export().toString('utf8', 0, 1)
  let stored = new Map([
    [1, 'a'],
    [2, 'b'],
  ])
  remoteKeys.setWrapped(stored)
  await remoteKeys.open()
  remoteKeys.keepOpen(pino({ level: 'silent' }, { write: () => {} }), async () => ({
    wrapped: stored,
    replaced,
  }))
  assert.equal(findFill(), 'b')
  stored = new Map([[1, 'a']])
  remoteKeys.readAgain()
  await until(() => findFill() === undefined)
  stored = new Map([...stored, [2, 'c']])
  remoteKeys.readAgain()
  await until(() => findFill() === 'c')
  // Not even while the key service is away.
  replaced.add(2)
  isAway = true
  remoteKeys.readAgain()
  await until(() => findFill() === undefined)
})

test('soon reads again what it could not read after another database server took over', async (t) => {
  const remoteKeys = createRemoteKeys(
    {
      place: 'a test',
      encrypt: async () => '',
      rewrap: async () => '',
      close: () => {},
      decrypt: async () => randomBytes(32),
    },
    { renewEveryMs: 600_000, retryEveryMs: 1 },
  )
  t.after(() => remoteKeys.close())
  await remoteKeys.open()
  let reads = 0
  remoteKeys.keepOpen(pino({ level: 'silent' }, { write: () => {} }), async () => {
    reads += 1
    if (reads === 1) throw new Error('the database is away')
    return { wrapped: new Map([[1, 'a']]), replaced: new Set() }
  })
  remoteKeys.readAgain()
  await until(() => remoteKeys.find(1) !== undefined)
})

test('settings that do not fit are refused by name', () => {
  const read = (more: Record<string, string>) =>
    readSettings({ BULKHEAD_TRANSIT_URL: 'https://bao.test', ...more })
  assert.equal(readSettings({}).transit, undefined)
  assert.throws(() => read({}), /needs either BULKHEAD_TRANSIT_TOKEN/)
  assert.throws(() => read({ BULKHEAD_TRANSIT_ROLE_ID: 'a' }), /BULKHEAD_TRANSIT_SECRET_ID/)
  const token = { BULKHEAD_TRANSIT_TOKEN: 'a' }
  assert.throws(() => read({ ...token, BULKHEAD_TRANSIT_URL: 'bao' }), /BULKHEAD_TRANSIT_URL must be a URL/)
  assert.throws(() => read({ ...token, BULKHEAD_TRANSIT_MOUNT: '/x/' }), /without slashes around it/)
  assert.throws(() => read({ ...token, BULKHEAD_TRANSIT_CA_FILE: '/nowhere' }), /cannot be read/)
  assert.throws(() => read({ ...token, BULKHEAD_TRANSIT_CA_FILE: import.meta.filename }), /no certificate/)
})

for (const engine of engines.slice(0, 1))
  test('calls work while the key is open, are refused after that, and work again at once when the engine is back', async () => {
    const report = await proveTransit(engine, { awayMs: 7_000, pauseMs: 100, keyTimes: QUICK })
    assert.deepEqual(report.faults, [])
    assert.ok(report.searched > 0)
  })

for (const engine of engines.slice(-1)) {
  describe(`a key that the transit engine keeps, on ${engine.name}`, () => {
    after(() => engine.close())

    /** Creates a database, and opens servers on it whose rings a transit engine may keep. */
    async function startRing() {
      const { transit } = await startTransit()
      const store = await engine.createStore()
      closing.defer(() => store.remove())
      const settings = (key: string) => ({
        BULKHEAD_KEY: key,
        BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
        BULKHEAD_TRANSIT_URL: transit.url,
        BULKHEAD_TRANSIT_ROLE_ID: transit.role.role_id,
        BULKHEAD_TRANSIT_SECRET_ID: transit.role.secret_id,
      })
      const open = (key: string) => startTestServer(engine, { store, environment: settings(key) })
      const command = <N extends 'keys rotate' | 'keys retire'>(
        { server: { services } }: Awaited<ReturnType<typeof open>>,
        name: N,
        input: Parameters<(typeof COMMANDS)[N]>[1],
      ) => {
        const context = { services, signal: AbortSignal.timeout(60_000), onProgress() {} }
        return (COMMANDS[name] as (...given: unknown[]) => Promise<unknown>)(context, input)
      }
      return { transit, store, settings, open, command }
    }

    test('takes over from a key of the settings, is wrapped again, and gives it back', async () => {
      const { transit, open, command } = await startRing()
      const upstream = await startScriptedUpstream()
      closing.defer(() => upstream.close())
      const [local, last] = [1, 3].map((version) => `${version}:${randomBytes(32).toString('base64')}`)
      let server = await open(String(local))
      assert.ok(server.log.some((line) => line.includes('put 2:transit in front')))
      const { token } = await server.mint(await server.createTenant('Acme'), 'acme')
      const { body } = await server.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'x' },
          environment: { base_url: upstream.url },
        },
      })
      const assertWorks = async () => {
        const executed = await server.call('POST', `${CONNECTORS}/${body.id}/execute`, {
          token,
          body: { entity: 'things', action: 'list' },
        })
        assert.equal(executed.status, 200, executed.text)
      }
      await server.close()

      server = await open(`2:transit,${local}`)
      await command(server, 'keys rotate', {})
      await command(server, 'keys retire', { version: 1 })
      await server.close()
      server = await open('2:transit')
      await assertWorks()

      transit.rotate()
      await command(server, 'keys rotate', {})
      transit.setLeastVersion(2)
      await server.close()
      server = await open('2:transit')
      await assertWorks()
      await server.close()

      server = await open(`${last},2:transit`)
      await command(server, 'keys rotate', {})
      await command(server, 'keys retire', { version: 2 })
      await server.close()
      server = await open(String(last))
      await assertWorks()
      await server.close()

      await assert.rejects(open('3:transit'), /was sealed with one from the settings/)
    })

    test('goes on with a key that was wrapped again while the engine is away, and knows another one', async () => {
      const { transit, settings, open, command } = await startRing()
      const server = await open('1:transit')
      closing.defer(() => server.close())
      const { keyring, remoteKeys, database, log } = server.server.services
      transit.rotate()
      await command(server, 'keys rotate', {})
      transit.setSealed(true)
      const asked = transit.paths.length
      remoteKeys?.readAgain()
      // An attempt may be in progress already.
      await until(() => transit.paths.length >= asked + 2)
      keyring.wrap(Buffer.from('x'), getContext('test'))
      assert.deepEqual((await readStoredKeys(database, keyring, log)).replaced, new Set())

      transit.setSealed(false)
      const store = await engine.createStore()
      closing.defer(() => store.remove())
      const other = await startTestServer(engine, { store, environment: settings('1:transit') })
      closing.defer(() => other.close())
      const stored = await readStoredKeys(other.server.services.database, keyring, log)
      assert.deepEqual(stored.replaced, new Set([1]))
    })

    test('a version that the database lacks is ignored, and a restore works without its key', async () => {
      const { store, settings, open, command } = await startRing()
      const directory = mkdtempSync(join(tmpdir(), 'bulkhead-transit-'))
      closing.defer(() => rmSync(directory, { recursive: true }))
      const target = createFolderTarget(join(directory, 'backups'))
      const { signal } = new AbortController()
      type Server = Awaited<ReturnType<typeof open>>
      const backUp = async ({ server: { services } }: Server, at: number) => {
        const { database, keyring, log, remoteKeys } = services
        const ring = `${keyring.versions.map((version) => `${version}:transit`)}`
        const keySource = { key: ring, ...(remoteKeys && { remoteKeys }) }
        const given = { database, keyring, keySource, directory, version: 'test', log, signal }
        await createBackupJob(given, { target, everyMs: 1, keep: 9 })(at)
        return join(directory, 'backups', toBackupName(new Date(at)))
      }
      const during = async <T>(ring: string, use: (server: Server) => T) => {
        const server = await open(ring)
        return Promise.resolve(use(server)).finally(() => server.close())
      }
      const first = await during('1:transit', (server) => backUp(server, Date.UTC(2026, 0, 1)))
      const second = await during('2:transit,1:transit', async (server) => {
        await command(server, 'keys rotate', {})
        await command(server, 'keys retire', { version: 1 })
        await command(server, 'keys rotate', {})
        return backUp(server, Date.UTC(2026, 0, 2))
      })
      const log = await during('2:transit,1:transit', (server) => server.log)
      assert.ok(
        log.some((line) => line.includes('key version 1 ') && line.includes('has no version of that number')),
        log.join(''),
      )

      const restoreWith = async (file: string, key: string) => {
        const into = mkdtempSync(join(directory, 'restored-'))
        const source = await getKeySource(readSettings({ ...store.environment, ...settings(key) }))
        return restore(file, { directory: into }, source).finally(() => source.remoteKeys?.close())
      }
      await restoreWith(first, '3:transit,2:transit,1:transit')
      await assert.rejects(restoreWith(second, '3:transit,1:transit'), /needs key version 2/)
    })
  })
}

test('doctor has the key service encrypt and decrypt', async () => {
  const { transit } = await startTransit()
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-transit-'))
  closing.defer(() => rmSync(directory, { recursive: true }))
  const examined = async (token: string) => {
    const findings = await examine({
      BULKHEAD_DATA_DIR: directory,
      BULKHEAD_PUBLIC_URL: 'http://127.0.0.1:9',
      BULKHEAD_TRANSIT_URL: transit.url,
      BULKHEAD_TRANSIT_TOKEN: token,
    })
    return findings.filter(({ check }) => check === 'key: service')
  }
  assert.deepEqual(await examined(transit.token), [
    {
      check: 'key: service',
      status: 'ok',
      detail: `key bulkhead of transit at ${transit.url} encrypts and decrypts`,
    },
  ])
  const [failed] = await examined('hvs.guess')
  assert.equal(failed?.status, 'failed')
  assert.match(failed?.detail ?? '', /with 403/)
})
