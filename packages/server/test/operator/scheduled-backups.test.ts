import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { proveDisaster } from '@bulkhead/proofs/keys/disaster'
import { engines } from '@bulkhead/testing/engines'
import { startS3Server } from '@bulkhead/testing/storage/s3-server'
import { startTestServer, until } from '@bulkhead/testing/test-server'
import { getKeySource } from '#main/get-key-source'
import { readSettings } from '#main/settings'
import { verifyArchive } from '#operator/archive/archive-file'
import { createFolderTarget, readBackupTime, toBackupName } from '#operator/backups/backup-target'
import { createS3Target } from '#operator/backups/s3-target'
import { createBackupJob } from '#operator/backups/scheduled-backup'

const HOUR_MS = 3_600_000
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-backups-'))
after(() => rmSync(folder, { recursive: true }))

test('the name of a backup contains its time', () => {
  const at = new Date('2026-11-27T21:30:05Z')
  assert.equal(toBackupName(at), 'bulkhead-20261127T213005Z.archive')
  assert.deepEqual(readBackupTime(toBackupName(at)), at)
  assert.equal(readBackupTime('bulkhead-20261127T213005Z.archive.partial'), undefined)
})

test('a backup in a folder is on the disk under its name, and alone', async (t) => {
  const backups = mkdtempSync(join(folder, 'durable-'))
  const file = join(folder, 'archive')
  writeFileSync(file, 'content')
  const [older, killed, name] = [1, 2, 3].map((hour) => toBackupName(new Date(hour * HOUR_MS)))
  const kept = [`${older}`, 'bulkhead-notes.partial']
  for (const left of [...kept, `${killed}.partial`]) writeFileSync(join(backups, left), '')
  const synced: string[][] = []
  const handle = await open(file)
  t.mock.method(Object.getPrototypeOf(handle) as typeof handle, 'sync', async () => {
    synced.push(readdirSync(backups).filter((entry) => !kept.includes(entry)))
  })
  await handle.close()
  await createFolderTarget(backups).put(`${name}`, file, '')
  assert.deepEqual(readdirSync(backups).sort(), [...kept, `${name}`].sort())
  assert.equal(readFileSync(join(backups, `${name}`), 'utf8'), 'content')
  assert.deepEqual(synced, [[`${name}.partial`], [name]])
})

test('settings that do not fit are refused by name', () => {
  const read = (more: Record<string, string>) =>
    readSettings({ BULKHEAD_BACKUP_TO: '/backups', ...more }).backups
  assert.equal(readSettings({}).backups, undefined)
  assert.deepEqual(read({}), { to: { folder: '/backups' }, everyMs: 24 * HOUR_MS, keep: 7 })
  assert.throws(() => read({ BULKHEAD_BACKUP_EVERY_HOURS: '0' }), /BULKHEAD_BACKUP_EVERY_HOURS/)
  assert.throws(() => read({ BULKHEAD_BACKUP_KEEP: '0' }), /BULKHEAD_BACKUP_KEEP/)
  assert.throws(() => read({ BULKHEAD_BACKUP_TO: 's3://backups/x' }), /needs BULKHEAD_BACKUP_S3_KEY_ID/)
  assert.throws(() => read({ BULKHEAD_DATABASE_URL: 'postgres://a@b/c' }), /BULKHEAD_DATABASE_OWNER_URL/)
})

test('a bucket is listed by pages, and a wrong signature is refused by its code', async () => {
  const storage = await startS3Server()
  after(() => storage.close())
  const settings = { endpoint: storage.url, region: 'eu-west-1', bucket: storage.bucket, prefix: 'a/b/' }
  const { signal } = new AbortController()
  const client = { accessKeyId: storage.keyId, secretAccessKey: storage.secret }
  const target = createS3Target({ ...settings, ...client }, signal)
  const file = join(folder, 'any')
  writeFileSync(file, 'content')
  const sha256 = 'ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73'
  const names = [1, 2, 3, 4, 5].map((hour) => toBackupName(new Date(hour * HOUR_MS)))
  for (const name of names) await target.put(name, file, sha256)
  storage.objects.set('a/b/bulkhead-notes.txt', Buffer.of())
  assert.deepEqual(await target.list(), names)
  await target.remove(names[0] ?? '')
  assert.deepEqual(await target.list(), names.slice(1))
  assert.equal(storage.objects.get(`a/b/${names[1]}`)?.toString(), 'content')
  await assert.rejects(
    target.put('x', file, sha256.replace('e', 'f')),
    /PUT with 403 \(SignatureDoesNotMatch\)/,
  )
  const stranger = createS3Target({ ...settings, ...client, secretAccessKey: 'guess' }, signal)
  await assert.rejects(stranger.list(), /GET with 403 \(SignatureDoesNotMatch\)/)
})

for (const engine of engines.slice(-1)) {
  describe(`scheduled backups on ${engine.name}`, () => {
    after(() => engine.close())

    test('scheduled backups are made when due, restored as a trial, counted, and limited in number', async () => {
      const server = await startTestServer(engine)
      after(() => server.close())
      await server.createTenant('Acme')
      const { database, keyring, log } = server.server.services
      const directory = mkdtempSync(join(folder, 'data-'))
      const target = createFolderTarget(join(directory, 'backups'))
      const keySource = await getKeySource(readSettings(server.store.environment))
      const services = { database, keyring, keySource, directory, version: 'test', log }
      const open = (signal = new AbortController().signal) =>
        createBackupJob({ ...services, signal }, { target, everyMs: HOUR_MS, keep: 1 })
      const step = open()
      const start = Date.UTC(2026, 0, 1)
      const at = (hours: number) => toBackupName(new Date(start + hours * HOUR_MS))
      await step(start)
      await step(start + HOUR_MS - 1)
      assert.deepEqual(await target.list(), [at(0)])
      await open()(start + HOUR_MS)
      assert.deepEqual(await target.list(), [at(1)])
      assert.ok((await verifyArchive(join(directory, 'backups', at(1)))).kek_versions.length > 0)
      assert.ok(server.log.some((line) => line.includes('"restore_ms"')))
      assert.match((await server.call('GET', '/metrics')).text, /bulkhead_backup_restore_seconds [\d.]+/)
      // A server that starts between two backups made none itself.
      await open()(start + HOUR_MS + 1)
      const { text } = await server.call('GET', '/metrics')
      assert.match(
        text,
        RegExp(`^bulkhead_backup_last_success_timestamp_seconds ${(start + HOUR_MS) / 1000}$`, 'm'),
      )

      const wrong = { key: `1:${Buffer.alloc(32, 7).toString('base64')}` }
      const failing = createBackupJob(
        { ...services, keySource: wrong, signal: new AbortController().signal },
        { target, everyMs: HOUR_MS, keep: 1 },
      )
      await assert.rejects(failing(start + 3 * HOUR_MS), /is not the key this database was sealed with/)
      assert.deepEqual(await target.list(), [at(1)], 'what does not restore is not stored')
      assert.deepEqual(readdirSync(directory), ['backups'])
    })

    test('scheduled backups are made even if one has a name in the future, which stays', async () => {
      const server = await startTestServer(engine)
      after(() => server.close())
      const { database, keyring, log } = server.server.services
      const directory = mkdtempSync(join(folder, 'ahead-'))
      const target = createFolderTarget(directory)
      const keySource = await getKeySource(readSettings(server.store.environment))
      const { signal } = new AbortController()
      const services = { database, keyring, keySource, directory, version: 'test', log, signal }
      const step = createBackupJob(services, { target, everyMs: HOUR_MS, keep: 1 })
      const start = Date.UTC(2026, 0, 1)
      const [older, made, ahead] = [start - HOUR_MS, start, Date.UTC(2099, 0, 1)].map((at) =>
        toBackupName(new Date(at)),
      )
      for (const name of [older, ahead]) writeFileSync(join(directory, `${name}`), '')
      await step(start)
      assert.deepEqual(await target.list(), [made, ahead])
      const warned = server.log.filter((line) => line.includes('time in the future'))
      assert.ok(warned.length === 1 && warned[0]?.includes(`${ahead}`), server.log.join(''))
      await step(start + 1)
      assert.deepEqual(await target.list(), [made, ahead])
      const { text } = await server.call('GET', '/metrics')
      assert.match(text, RegExp(`^bulkhead_backup_last_success_timestamp_seconds ${start / 1000}$`, 'm'))
    })

    test('a backup that is due when the server starts is made at once', async () => {
      const backups = mkdtempSync(join(folder, 'due-'))
      const server = await startTestServer(engine, { environment: { BULKHEAD_BACKUP_TO: backups } })
      after(() => server.close())
      const hasFailed = () => server.log.some((line) => line.includes('a background job failed'))
      const isMade = async () => (await createFolderTarget(backups).list()).length > 0
      await until(async () => hasFailed() || (await isMade()), 120_000)
      assert.ok(!hasFailed(), server.log.join(''))
    })

    test('a server ends though its bucket does not respond', { timeout: 60_000 }, async () => {
      const bucket = createServer()
      const asked = once(bucket, 'request')
      after(() => bucket.closeAllConnections())
      await once(bucket.listen(0, '127.0.0.1'), 'listening')
      after(() => bucket.close())
      const server = await startTestServer(engine, {
        environment: {
          BULKHEAD_BACKUP_TO: 's3://backups/a',
          BULKHEAD_BACKUP_S3_ENDPOINT: `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`,
          BULKHEAD_BACKUP_S3_KEY_ID: 'id',
          BULKHEAD_BACKUP_S3_SECRET: 'secret',
        },
      })
      await asked
      await server.close()
    })
  })
}

test('after the data directory is lost the last scheduled backup brings back each row', async (t) => {
  const [engine] = engines
  assert.ok(engine)
  t.after(() => engine.close())
  const report = await proveDisaster(engine)
  assert.deepEqual(report.faults, [])
  assert.ok(report.rows > 0)
})
