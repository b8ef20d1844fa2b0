import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { restore } from '@bulkhead/server/operator/archive/restore'
import { readBackupTime, toBackupName } from '@bulkhead/server/operator/backups/backup-target'
import { type Engine, engines, type Store } from '@bulkhead/testing/engines'
import { operatorResponse, runOperator } from '@bulkhead/testing/operator-process'
import { type S3Server, startS3Server } from '@bulkhead/testing/storage/s3-server'
import { startTestServer } from '@bulkhead/testing/test-server'
import { backUpDirectly } from '#operator/back-up-directly'

const HOUR_MS = 3_600_000

for (const engine of engines.filter(({ name }) => name === 'postgres')) testDirectBackups(engine)

function testDirectBackups(engine: Engine): void {
  describe('operator backup --direct', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-direct-'))
    const directory = join(folder, 'data')
    const key = `1:${Buffer.alloc(32, 9).toString('base64')}`
    const stores: Store[] = []
    let storage: S3Server
    let ownerUrl: string

    const settings = (more: Readonly<Record<string, string>> = {}) => ({
      BULKHEAD_DATABASE_OWNER_URL: ownerUrl,
      BULKHEAD_DATA_DIR: directory,
      ...more,
    })
    const bucket = () => ({
      BULKHEAD_BACKUP_TO: `s3://${storage.bucket}/nightly`,
      BULKHEAD_BACKUP_S3_ENDPOINT: storage.url,
      BULKHEAD_BACKUP_S3_KEY_ID: storage.keyId,
      BULKHEAD_BACKUP_S3_SECRET: storage.secret,
    })
    const backUp = (environment: Readonly<Record<string, string>>, file?: string) =>
      backUpDirectly(file, environment, () => {})
    const assertNothingLeft = () => assert.deepEqual(existsSync(directory) ? readdirSync(directory) : [], [])
    async function newStore(make: 'createStore' | 'createEmptyStore'): Promise<Store> {
      const store = await engine[make]()
      stores.push(store)
      return store
    }

    before(async () => {
      storage = await startS3Server()
      const store = await newStore('createStore')
      ownerUrl = store.postgres?.ownerUrl as string
      const server = await startTestServer(engine, {
        store,
        environment: { ...store.environment, BULKHEAD_KEY: key },
      })
      await server.close()
    })
    after(async () => {
      await storage?.close()
      for (const store of stores) store.remove()
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    })

    test('a direct backup without a server writes a file that restores', async () => {
      const file = join(folder, 'house.archive')
      const receipt = await operatorResponse(settings(), 'backup', '--direct', file)
      assert.deepEqual([receipt.file, receipt.bytes], [file, statSync(file).size])
      assert.equal(statSync(file).mode & 0o777, 0o600)
      assert.match(receipt.note, /The key is not included/)
      const { postgres } = await newStore('createEmptyStore')
      const restored = await restore(file, { url: postgres?.ownerUrl as string }, { key, directory })
      assert.deepEqual([restored.rows, restored.organizations], [receipt.rows, 1])
      await assert.rejects(backUp(settings(), file), /exists/)
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.endsWith('.partial')),
        [],
      )
    })

    test('a direct backup is stored in a bucket under its time, and only the newest are kept', async () => {
      const old = [1, 2, 3].map((hour) => toBackupName(new Date(hour * HOUR_MS)))
      const ahead = toBackupName(new Date(Date.now() + 1_000 * HOUR_MS))
      for (const name of [...old, ahead]) storage.objects.set(`nightly/${name}`, Buffer.of())
      const environment = settings({ ...bucket(), BULKHEAD_BACKUP_KEEP: '2' })
      const receipt = await operatorResponse(environment, 'backup', '--direct')
      const made = receipt.file.replace(`s3://${storage.bucket}/nightly/`, '')
      assert.ok(Date.now() - Number(readBackupTime(made)) < HOUR_MS, receipt.file)
      assert.deepEqual(
        [...storage.objects.keys()].sort(),
        [old[2], made, ahead].map((name) => `nightly/${name}`),
      )
      assert.equal(storage.objects.get(`nightly/${made}`)?.length, receipt.bytes)
      assert.equal(receipt.removed, 2)
      assertNothingLeft()
    })

    test('a direct backup is stored in a folder', async () => {
      const place = join(folder, 'mounted')
      mkdirSync(place)
      const { file, bytes } = await backUp(settings({ BULKHEAD_BACKUP_TO: place }))
      assert.deepEqual(
        readdirSync(place).map((name) => join(place, name)),
        [file],
      )
      assert.equal(readFileSync(file).length, bytes)
      assertNothingLeft()
    })

    test('a failed direct backup exits with 1, says why and leaves no file', async () => {
      const { code, stdout, stderr } = await runOperator(
        settings({ ...bucket(), BULKHEAD_BACKUP_S3_SECRET: 'wrong' }),
        'backup',
        '--direct',
      )
      assert.deepEqual([code, stdout], [1, ''])
      assert.match(stderr, /The storage of backups refused PUT with 403 \(SignatureDoesNotMatch\)/)
      assertNothingLeft()
    })

    test('a direct backup names the setting that is missing or wrong', async () => {
      const { postgres } = await newStore('createEmptyStore')
      const { environment } = stores[0] as Store
      const file = join(folder, 'none.archive')
      const owner = (url: string) => ({ BULKHEAD_DATABASE_OWNER_URL: url, BULKHEAD_DATA_DIR: directory })
      await assert.rejects(backUp({}, file), /Set BULKHEAD_DATABASE_OWNER_URL/)
      await assert.rejects(backUp(settings()), /Name a file, or set BULKHEAD_BACKUP_TO/)
      await assert.rejects(
        backUp(owner(environment.BULKHEAD_DATABASE_URL as string), file),
        /may not read all rows/,
      )
      await assert.rejects(backUp(owner(postgres?.ownerUrl as string), file), /operator migrate/)
      await assert.rejects(
        backUp(owner('postgres://a:b@127.0.0.1:1/c'), file),
        /127\.0\.0\.1:1 \(BULKHEAD_DATABASE_OWNER_URL\) cannot be connected to/,
      )
      assert.deepEqual([existsSync(file), existsSync(`${file}.partial`)], [false, false])
    })
  })
}
