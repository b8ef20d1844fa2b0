import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { engines, type Store } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { startSmtp } from '@bulkhead/testing/mail/smtp'
import type { PostgresDatabase } from '@bulkhead/testing/postgres/running-postgres'
import { startS3Server } from '@bulkhead/testing/storage/s3-server'
import { startTestServer } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { examine } from '#main/doctor/doctor'
import { toBackupName } from '#operator/backups/backup-target'
import { GUARANTEES } from '#platform/database/postgres/guarantees'
import { migrateForLogin } from '#platform/database/postgres/migrate-postgres'
import { findForeignEngine } from '#platform/database/postgres/owner-connection'

const LOCAL = { BULKHEAD_PUBLIC_URL: '' }
before(async () => {
  LOCAL.BULKHEAD_PUBLIC_URL = `http://127.0.0.1:${await freePort()}`
})

test('an unreadable setting is the only reported error', async () => {
  assert.deepEqual(await examine({ BULKHEAD_PORT: 'many' }), [
    { check: 'settings', status: 'failed', detail: 'BULKHEAD_PORT must be a number from 0 to 65535.' },
  ])
})

test('before the first start of an embedded server it finds nothing wrong, and makes nothing', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-doctor-'))
  t.after(() => rmSync(directory, { recursive: true }))
  const findings = await examine({
    ...LOCAL,
    BULKHEAD_CALLBACK_URL: `http://127.0.0.1:${await freePort()}`,
    BULKHEAD_DATA_DIR: join(directory, 'data'),
  })
  assert.deepEqual(
    findings.filter(({ status }) => status !== 'ok').map(({ check, status }) => [check, status]),
    [
      ['server', 'skipped'],
      ['public URL', 'warning'],
      ['callback URL', 'warning'],
    ],
  )
  assert.match(findings.at(-1)?.detail ?? '', /^asked from this process, .*ECONNREFUSED/)
})

test('misspelled and ignored settings, an open key file and a proxy that is not used are warnings', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-doctor-'))
  t.after(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'key')
  writeFileSync(file, `1:${Buffer.alloc(32, 7).toString('base64')}\n`)
  chmodSync(file, 0o644)
  const findings = await examine({
    ...{ ...LOCAL, BULKHEAD_PUBLIC_URL: 'http://bulkhead.invalid', BULKHEAD_DATA_DIR: directory },
    ...{
      BULKHEAD_KEY_FILE: file,
      BULKHEAD_PROT: '1',
      BULKHEAD_BACKUP_KEEP: '3',
      HTTPS_PROXY: 'http://proxy.invalid',
    },
    BULKHEAD_EGRESS_ALLOW: '0.0.0.0/0',
  })
  const warned = findings.filter(({ status }) => status === 'warning').map(({ check }) => check)
  const expected = [
    'settings',
    'settings',
    'key: file',
    'egress',
    'egress: proxy',
    'public URL: TLS',
    'public URL',
  ]
  assert.deepEqual(warned, expected)
})

test('an outbound proxy that resolves names is a warning, and one that gets addresses is not', async () => {
  const proxy = { ...LOCAL, BULKHEAD_PROXY_URL: 'http://user:secret@proxy.invalid:3128' }
  const find = async (environment: Record<string, string>) =>
    (await examine(environment)).find(({ check }) => check === 'egress: proxy')
  const checked = await find(proxy)
  assert.deepEqual([checked?.status, checked?.detail.includes('secret')], ['ok', false])
  assert.match(checked?.detail ?? '', /through proxy.invalid:3128$/)
  assert.equal((await find({ ...proxy, BULKHEAD_PROXY_RESOLVES: 'on' }))?.status, 'warning')
})

test('mail: a server that takes the login is fine, a wrong password and a closed port are not, and nothing is sent', async (t) => {
  const smtp = await startSmtp()
  t.after(() => smtp.close())
  const examineMail = async (url: string) => {
    const mail = { BULKHEAD_SMTP_URL: url, BULKHEAD_MAIL_FROM: 'Bulkhead <bulkhead@example.com>' }
    const findings = await examine({ ...LOCAL, ...mail })
    assert.doesNotMatch(JSON.stringify(findings), /smtp-password|another-password/)
    return findings.find(({ check }) => check === 'mail')
  }
  const place = `127.0.0.1:${smtp.port}`
  assert.deepEqual(await examineMail(smtp.url), {
    check: 'mail',
    status: 'ok',
    detail: `${place} can be reached and accepts the login`,
  })
  const wrong = await examineMail(`smtp://mailer:another-password@${place}`)
  assert.deepEqual(
    [wrong?.status, wrong?.detail.includes('rejects the user or the password')],
    ['failed', true],
  )
  const closed = await examineMail(`smtp://127.0.0.1:${await freePort()}`)
  assert.deepEqual([closed?.status, closed?.detail.includes('cannot be reached')], ['failed', true])
  assert.equal(smtp.received.length, 0)
})

test('targets of backups and exports are tried, and nothing is left there', async (t) => {
  const s3 = await startS3Server()
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-doctor-'))
  t.after(async () => {
    rmSync(directory, { recursive: true })
    await s3.close()
  })
  const getBucket = (name: string, secret: string) => ({
    [`BULKHEAD_${name}_S3_ENDPOINT`]: s3.url,
    [`BULKHEAD_${name}_S3_KEY_ID`]: s3.keyId,
    [`BULKHEAD_${name}_S3_SECRET`]: secret,
  })
  const find = async (environment: Record<string, string>) => {
    const findings = await examine({ ...LOCAL, ...environment })
    assert.doesNotMatch(JSON.stringify(findings), /secret|whsec_/)
    return findings.filter(({ check }) => check.startsWith('backups') || check.startsWith('export'))
  }
  const buckets = (secret: string) => ({
    ...{ BULKHEAD_BACKUP_TO: `s3://${s3.bucket}/backups`, BULKHEAD_EXPORT_S3_TO: `s3://${s3.bucket}/export` },
    ...{ ...getBucket('BACKUP', secret), ...getBucket('EXPORT', secret) },
  })
  const local = { BULKHEAD_EGRESS_ALLOW: '127.0.0.0/8' }
  assert.deepEqual(await find({ ...buckets(s3.secret), ...local }), [
    {
      check: 'backups',
      status: 'ok',
      detail: `s3://${s3.bucket}/backups/ accepts, lists and removes objects`,
    },
    { check: 'backups: last backup', status: 'skipped', detail: 'none has been made yet' },
    { check: 'export: bucket', status: 'ok', detail: `s3://${s3.bucket}/export/ accepts objects` },
  ])
  assert.equal(s3.objects.size, 0)
  assert.deepEqual(
    (await find({ ...buckets('another'), ...local })).map(({ status, detail }) => [
      status,
      /PUT with 403 \(SignatureDoesNotMatch\)/.test(detail),
    ]),
    [
      ['failed', true],
      ['failed', true],
    ],
  )
  // The export goes by the egress policy, and backups do not.
  assert.deepEqual(
    (await find(buckets(s3.secret))).map(({ status }) => status),
    ['ok', 'skipped', 'failed'],
  )

  const files = (folder: string) => ({
    BULKHEAD_BACKUP_TO: join(folder, 'backups'),
    BULKHEAD_EXPORT_FILE: join(folder, 'records.jsonl'),
  })
  const statuses = async (folder: string) => (await find(files(folder))).map(({ status }) => status)
  assert.deepEqual(await statuses(directory), ['ok', 'skipped', 'ok'])
  assert.deepEqual(readdirSync(directory), [])
  assert.deepEqual(await statuses(join(directory, 'absent')), ['ok', 'skipped', 'failed'])
  mkdirSync(join(directory, 'records.jsonl'))
  writeFileSync(join(directory, 'backups'), '')
  assert.deepEqual(await statuses(directory), ['failed', 'failed'])

  const receiver = {
    BULKHEAD_EXPORT_WEBHOOK_URL: `http://127.0.0.1:${await freePort()}/records?token=secret`,
    BULKHEAD_EXPORT_WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
  }
  assert.deepEqual(
    (await find({ ...receiver, ...local })).map(({ check, status }) => [check, status]),
    [['export: webhook', 'warning']],
  )
})

test('the age of the last backup is stated, and one that is overdue is a warning', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-doctor-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const find = async () => {
    const environment = { ...LOCAL, BULKHEAD_BACKUP_TO: folder, BULKHEAD_BACKUP_EVERY_HOURS: '24' }
    const findings = await examine(environment)
    return findings.find(({ check }) => check === 'backups: last backup')
  }
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
  writeFileSync(join(folder, toBackupName(hoursAgo(49.5))), '')
  const late = await find()
  assert.equal(late?.status, 'warning')
  assert.match(late?.detail ?? '', /^made 49 h ago, at .*, although one is due every 24 h\./)
  writeFileSync(join(folder, toBackupName(hoursAgo(3.5))), '')
  const [status, detail] = [(await find())?.status, (await find())?.detail]
  assert.equal(status, 'ok')
  assert.match(detail ?? '', /^made 3 h ago, at /)
})

test('a running server examines itself, unless the command has settings of its own', async (t) => {
  const [engine] = engines
  assert.ok(engine)
  const testServer = await startTestServer(engine)
  t.after(async () => {
    await testServer.close()
    await engine.close()
  })
  const directory = { BULKHEAD_DATA_DIR: testServer.store.environment.BULKHEAD_DATA_DIR ?? '' }
  const find = async (more: Record<string, string> = {}) => {
    const findings = await examine({ ...directory, ...more })
    const get = (name: string) => findings.find(({ check }) => check === name)?.detail ?? ''
    return { server: get('server'), egress: get('egress') }
  }
  const own = await find()
  assert.match(own.server, /^a server runs in .*; the other lines describe its settings$/)
  assert.match(own.egress, /private ones: 127\.0\.0\.0\/8/)
  const others = await find(LOCAL)
  assert.match(others.server, /^a server runs in .*describe the settings of this command/)
  assert.match(others.egress, /no private ones/)
  await testServer.close()
  const none = await find()
  assert.match(none.server, /^no server of this user runs in /)
  assert.match(none.egress, /no private ones/)
})

test("engines that only speak Postgres' protocol are named", () => {
  const name = (version: string, host = 'db') => findForeignEngine(version, host)?.name
  assert.equal(name('CockroachDB CCL v25.4.1 (x86_64-pc-linux-gnu)'), 'CockroachDB')
  assert.equal(name('PostgreSQL 15.12-YB-2025.2.0.0-b1 on x86_64'), 'YugabyteDB')
  assert.equal(name('PostgreSQL 8.0.2 on i686, Redshift 1.0.77467'), 'Amazon Redshift')
  assert.equal(name('PostgreSQL 16', 'abc.dsql.eu-west-1.on.aws'), 'Aurora DSQL')
  assert.equal(name('PostgreSQL 18.4 on x86_64-pc-linux-gnu', 'db.dsqlx.example.com'), undefined)
})

for (const engine of engines.filter(({ name }) => name === 'postgres')) {
  describe('doctor on Postgres', () => {
    let store: Store
    after(async () => {
      store?.remove()
      await engine.close()
    })

    test('doctor says that the next start migrates, or without that login that somebody must', async () => {
      store = await engine.createStore()
      const { BULKHEAD_DATABASE_OWNER_URL: _, ...withoutOwner } = store.environment
      const find = async (environment: Record<string, string>) =>
        (await examine({ ...environment, ...LOCAL })).find(({ check }) => check === 'database: schema')
      assert.equal((await find({ ...store.environment }))?.status, 'warning')
      const { status, detail } = (await find(withoutOwner)) ?? {}
      assert.equal(status, 'failed')
      assert.match(detail ?? '', /bulkhead operator migrate/)
    })

    test('tries each guarantee, and all hold', async () => {
      const { ownerUrl, adminUrl, login } = store.postgres as PostgresDatabase
      await migrateForLogin(ownerUrl, login)
      const admin = new pg.Client({ connectionString: adminUrl })
      await admin.connect()
      await admin.query(
        `insert into bulkhead.organizations (organization_id, name) values (gen_random_uuid(), 'a')`,
      )
      await admin.end()
      const findings = await examine({ ...store.environment, ...LOCAL })
      assert.deepEqual(
        findings.filter(({ status }) => status !== 'ok').map(({ check, status }) => [check, status]),
        [
          ['server', 'skipped'],
          ['key: fits the database', 'skipped'],
          ['public URL', 'warning'],
        ],
      )
      const held = findings.filter(({ detail }) => detail === 'hold').map(({ check }) => check)
      assert.deepEqual(
        held,
        GUARANTEES.map(({ name }) => `database: ${name}`),
      )
    })

    test('the key must open what was sealed in the database', async () => {
      // The first start seals the proof of the key.
      const testServer = await startTestServer(engine, { store })
      await testServer.close()
      const findFit = async (environment: Record<string, string>) =>
        (await examine({ ...store.environment, ...LOCAL, ...environment })).find(
          ({ check }) => check === 'key: fits the database',
        )
      assert.deepEqual(await findFit({}), {
        check: 'key: fits the database',
        status: 'ok',
        detail: 'opens the proof of version 1',
      })
      const other = `1:${Buffer.alloc(32, 7).toString('base64')}`
      assert.equal((await findFit({ BULKHEAD_KEY: other }))?.status, 'failed')
    })

    test('doctor counts webhook endpoints that no server sends to', async () => {
      const { adminUrl } = store.postgres as PostgresDatabase
      const admin = new pg.Client({ connectionString: adminUrl })
      await admin.connect()
      await admin.query(
        `insert into bulkhead.webhook_endpoints (organization_id, endpoint_id, url, sealed, next_at)
           select organization_id, gen_random_uuid(), 'https://example.com', '', now() - make_interval(secs => late)
           from bulkhead.organizations, unnest(array[30, 90]) late`,
      )
      await admin.end()
      const findings = await examine({ ...store.environment, ...LOCAL })
      const found = findings.find(({ check }) => check === 'webhooks')
      assert.equal(found?.status, 'warning')
      assert.match(found?.detail ?? '', /^1 of 2 endpoints have waited for more than 60 s/)
    })

    test('doctor says where it looked for a wrong address, without the password', async () => {
      const url = 'postgres://bulkhead:hidden-word@127.0.0.1:1/bulkhead'
      const findings = await examine({ ...store.environment, ...LOCAL, BULKHEAD_DATABASE_URL: url })
      const failed = findings.filter(({ status }) => status === 'failed')
      assert.deepEqual(
        failed.map(({ check }) => check),
        ['database: connection'],
      )
      assert.match(failed[0]?.detail ?? '', /127\.0\.0\.1:1 \(BULKHEAD_DATABASE_URL\)/)
      assert.doesNotMatch(JSON.stringify(findings), /hidden-word/)
    })
  })
}
