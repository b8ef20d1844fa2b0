import assert from 'node:assert/strict'
import {
  appendFileSync,
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
import { after, before, describe, test } from 'node:test'
import { engines, type Store } from '@bulkhead/testing/engines'
import {
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { type S3Server, startS3Server } from '@bulkhead/testing/storage/s3-server'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import { startWebhookReceiver, type WebhookReceiver } from '@bulkhead/testing/upstreams/webhook-receiver'
import { sql } from 'kysely'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { readSettings } from '#main/settings'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { signWebhook } from '#records/deliveries/sign-webhook'
import { appendLines } from '#records/export/json-lines-file'
import { createBatchLimits, createRecordExport, RETRY_AFTER_MS } from '#records/export/record-export'
import type { Sink } from '#records/export/sink'

const CONNECTORS = '/api/v1/integrations/connectors'
const MANY = 1_200
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-export-'))
after(() => rmSync(folder, { recursive: true, force: true }))

for (const engine of engines)
  describe(`export of records on ${engine.name}`, () => {
    const file = join(folder, `${engine.name}.jsonl`)
    let upstream: ScriptedUpstream
    let store: Store
    let testServer: TestServer
    let receiver: WebhookReceiver
    let s3: S3Server
    /** Organization whose records are older than the first export. */
    let older: Tenant
    const getNoted = (organization: string) =>
      asPrincipal(testServer.server.services.database, { organization }, 'read only', async (tx) => {
        const rows = await tx.selectFrom('audit_records').select('transaction_id').execute()
        return rows.filter(({ transaction_id }) => transaction_id !== null).length
      })

    before(async () => {
      upstream = await startScriptedUpstream()
      receiver = await startWebhookReceiver()
      s3 = await startS3Server()
      store = await engine.createStore()
      testServer = await startTestServer(engine, { store })
      older = await testServer.createTenant('Older')
      await testServer.mint(older, 'older')
      const { organization } = older
      assert.equal(await getNoted(organization), 0)
      // More records than one step reads. Half of them have a transaction id, as after an export.
      await asPrincipal(testServer.server.services.database, { organization }, 'read write', (tx) =>
        sql`
          insert into audit_records (organization_id, record_id, event, outcome, transaction_id)
          select ${organization}::uuid, gen_random_uuid(), 'trial.many', 'done', case when i % 2 > 0 then '5'::xid8 end
          from generate_series(1, ${MANY}::integer) i`.execute(tx),
      )
      await testServer.close()
      testServer = await startTestServer(engine, {
        store,
        environment: {
          BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
          BULKHEAD_EXPORT_FILE: file,
          BULKHEAD_EXPORT_WEBHOOK_URL: receiver.url,
          BULKHEAD_EXPORT_WEBHOOK_SECRET: SECRET,
          BULKHEAD_EXPORT_S3_TO: `s3://${s3.bucket}/export`,
          BULKHEAD_EXPORT_S3_ENDPOINT: s3.url,
          BULKHEAD_EXPORT_S3_KEY_ID: s3.keyId,
          BULKHEAD_EXPORT_S3_SECRET: s3.secret,
        },
      })
    })
    after(async () => {
      await testServer?.close()
      store?.remove()
      await upstream?.close()
      await receiver?.close()
      await s3?.close()
      await engine.close()
    })

    const add = (tx: TenantTransaction, organization: string, event: string) =>
      insertAuditRecord(tx, { organization_id: organization, event, outcome: 'done' })
    const addOne = (organization: string, event: string) =>
      asPrincipal(testServer.server.services.database, { organization }, 'read write', (tx) =>
        add(tx, organization, event),
      )

    /** Export of a process of its own, to another place than the server's. */
    function startExport(append: Sink['append']) {
      const { database, log } = testServer.server.services
      const step = createRecordExport(database, log, { name: 'trial', append })
      return async () => {
        while (await step()) {}
      }
    }
    /** Ends the lease of a killed process, which would expire later. */
    const endLease = () =>
      asOperator(testServer.server.services.database, testServer.server.services.log, 'end a lease', (tx) =>
        tx.deleteFrom('rate_limits').where('key', '=', 'lease:export:trial').execute(),
      )
    const getEvents = (lines: readonly string[], organization: string) =>
      lines
        .map((line) => JSON.parse(line))
        .filter(
          ({ organization_id, event }) => organization_id === organization && event?.startsWith('trial.'),
        )
        .map(({ event }) => event)

    test('each record is in the file once, with the fields that the API lists', async () => {
      const tenant = await testServer.createTenant('Acme')
      const { token } = await testServer.mint(tenant, 'acme')
      const { body } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'x' },
          environment: { base_url: upstream.url },
        },
      })
      upstream.respond(json({ items: [] }))
      for (const intent of ['the words of a caller', undefined])
        await testServer.call('POST', `${CONNECTORS}/${body.id}/execute`, {
          token,
          body: { entity: 'things', action: 'list', intent },
        })
      const list = async (path: string, by: string) =>
        (await testServer.call('GET', `${path}?limit=100`, { token: by })).body.data as Record<
          string,
          unknown
        >[]
      await until(async () => (await list('/api/v1/tool-calls', token)).length === 2)
      const owner = { organization_id: tenant.organization }
      const expected = [
        ...(await list('/api/v1/audit', tenant.token)).map((item) => ({ type: 'audit', ...owner, ...item })),
        ...(await list('/api/v1/tool-calls', token)).map(({ intent: _, ...item }) => ({
          type: 'tool_call',
          ...owner,
          ...item,
        })),
      ]
      const sinks = {
        file: () => (existsSync(file) ? readFileSync(file, 'utf8') : ''),
        webhook: () => receiver.received.map(({ body }) => body).join(''),
        s3: () => [...s3.objects.values()].join(''),
      }
      const read = (sink: keyof typeof sinks) =>
        sinks[sink]()
          .split('\n')
          .filter((line) => line.includes(tenant.organization))
          .map((line) => JSON.parse(line) as Record<string, unknown>)
      const byId = (one: Record<string, unknown>, other: Record<string, unknown>) =>
        String(one.id) < String(other.id) ? -1 : 1
      assert.ok(expected.some(({ type }) => type === 'audit'))
      expected.sort(byId)
      for (const sink of ['file', 'webhook', 's3'] as const) {
        await until(() => read(sink).length >= expected.length, 120_000)
        assert.deepEqual(read(sink).sort(byId), expected, sink)
      }
      for (const { headers, body: sent } of receiver.received) {
        assert.equal(headers['content-type'], 'application/x-ndjson')
        const [id = '', at] = [headers['webhook-id'], Number(headers['webhook-timestamp']) * 1_000]
        const signed = signWebhook([SECRET], id, sent, at)
        assert.equal(headers['webhook-signature'], signed['webhook-signature'])
      }
      for (const name of s3.objects.keys())
        assert.match(name, /^export\/[0-9a-f-]{36}\/(audit|tool_call)-\d{20}-[0-9a-f-]{36}\.jsonl$/)
      assert.equal(statSync(file).mode & 0o777, 0o600)
      await until(async () =>
        /^bulkhead_export_lag_seconds\{sink="s3"\} \d/m.test((await testServer.call('GET', '/metrics')).text),
      )
    })

    test('records from before the first export are in the file too, once each', async () => {
      const { organization } = older
      const read = () =>
        readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .flatMap((line) => (line.includes(organization) ? [JSON.parse(line)] : []))
      await until(() => read().length >= MANY, 120_000)
      const made = read()
      assert.ok(made.some(({ event }) => event === 'workspace.created'))
      assert.equal(made.filter(({ event }) => event === 'trial.many').length, MANY)
      assert.equal(new Set(made.map(({ id }) => id)).size, made.length)
      await testServer.mint(older, 'later')
      assert.ok((await getNoted(organization)) > MANY / 2, 'transactions are noted from then on')
    })

    test('a process that is killed before it notes its progress loses nothing, and keeps the lease until it expires', async () => {
      const { organization } = await testServer.createTenant('Killed')
      await addOne(organization, 'trial.first')
      const written: string[] = []
      const ids: string[] = []
      const killed = startExport(async (lines, id) => {
        written.push(...lines)
        if (getEvents(lines, organization).length > 0) ids.push(id)
        if (getEvents(lines, organization).length > 0) throw new Error('killed')
      })
      await until(async () =>
        killed().then(
          () => false,
          (error: Error) => error.message === 'killed',
        ),
      )
      assert.deepEqual(getEvents(written, organization), ['trial.first'])
      const next = startExport(async (lines, id) => {
        written.push(...lines)
        if (getEvents(lines, organization).includes('trial.first')) ids.push(id)
      })
      await next()
      assert.equal(getEvents(written, organization).length, 1, 'another process has the lease')
      await endLease()
      await addOne(organization, 'trial.second')
      await until(async () => {
        await next()
        return getEvents(written, organization).includes('trial.second')
      }, 120_000)
      assert.deepEqual(getEvents(written, organization), ['trial.first', 'trial.first', 'trial.second'])
      await next()
      assert.equal(getEvents(written, organization).length, 3)
      assert.equal(ids.length, 2)
      assert.equal(ids[0], ids[1], 'a batch that is sent again has the same id')
      await endLease()
    })

    test('an organization that always has more records does not keep others waiting', async () => {
      const { database, log } = testServer.server.services
      const [busy, other] = [await testServer.createTenant('Busy'), await testServer.createTenant('Other')]
      const fill = () =>
        asPrincipal(database, { organization: busy.organization }, 'read write', (tx) =>
          sql`
            insert into audit_records (organization_id, record_id, event, outcome)
            select ${busy.organization}::uuid, gen_random_uuid(), 'trial.busy', 'done'
            from generate_series(1, ${engine.name === 'pglite' ? 50 : 500}::integer)`.execute(tx),
        )
      await fill()
      await addOne(other.organization, 'trial.other')
      const written: string[] = []
      let busyBatches = 0
      const step = createRecordExport(database, log, {
        name: 'trial',
        async append(lines, id) {
          written.push(...getEvents(lines, other.organization))
          if (!id.startsWith(busy.organization)) return
          busyBatches += 1
          await fill()
        },
      })
      const MOST_BATCHES = 30
      const goOn = (count: number) =>
        until(async () => {
          await step()
          return written.length >= count || busyBatches > MOST_BATCHES
        }, 120_000)
      await goOn(1)
      // It is found in the next round.
      await addOne(other.organization, 'trial.next')
      await goOn(2)
      assert.deepEqual(written, ['trial.other', 'trial.next'])
      assert.ok(busyBatches > 1, 'an organization that is behind gets its turns')
      await endLease()
    })

    /** Steps of an export, a second apart by its own clock, until a condition holds. Steps may fail. */
    function startSteps(append: Sink['append']) {
      const { database, log } = testServer.server.services
      let now = 0
      const step = createRecordExport(database, log, { name: 'trial', append }, () => now)
      return (holds: () => boolean) =>
        until(async () => {
          now += 1_000
          await step().catch(() => {})
          return holds()
        }, 120_000)
    }

    test('an organization whose records are refused does not keep others waiting, and loses none', async () => {
      const tenants = [await testServer.createTenant('One'), await testServer.createTenant('Other')]
      const [refused = '', other = ''] = tenants.map(({ organization }) => organization).sort()
      for (const organization of [refused, other]) await addOne(organization, 'trial.first')
      const written = { refused: [] as string[], other: [] as string[] }
      let [isTaken, failures] = [false, 0]
      const goOn = startSteps(async (lines, id) => {
        if (id.startsWith(refused) && !isTaken) {
          failures += 1
          throw new Error('refused')
        }
        written.refused.push(...getEvents(lines, refused))
        written.other.push(...getEvents(lines, other))
      })
      await goOn(() => written.other.length === 1 || failures > 3)
      // It is found in the next round.
      for (const organization of [refused, other]) await addOne(organization, 'trial.second')
      await goOn(() => written.other.length === 2 || failures > 6)
      assert.deepEqual(written, { refused: [], other: ['trial.first', 'trial.second'] })
      assert.ok(failures > 0)
      isTaken = true
      await goOn(() => written.refused.length === 2)
      assert.deepEqual(written.refused, ['trial.first', 'trial.second'])
      await endLease()
    })

    test('a sink that refuses many lines at a time gets fewer', async () => {
      const MOST_LINES = 8
      const TRANSACTIONS = 6
      const { organization } = await testServer.createTenant('Many')
      for (let number = 0; number < TRANSACTIONS; number += 1)
        await asPrincipal(testServer.server.services.database, { organization }, 'read write', async (tx) => {
          for (let times = 0; times < 10; times += 1) await add(tx, organization, `trial.${number}`)
        })
      const written: string[] = []
      let failures = 0
      const goOn = startSteps(async (lines, id) => {
        if (id.startsWith(organization) && lines.length > MOST_LINES) {
          failures += 1
          throw new Error('too large')
        }
        written.push(...getEvents(lines, organization))
      })
      await goOn(() => written.length === 10 * TRANSACTIONS || failures > 5)
      const expected = Array.from({ length: 10 * TRANSACTIONS }, (_, at) => `trial.${Math.floor(at / 10)}`)
      assert.deepEqual(written, expected)
      await endLease()
    })

    test('after an outage of the sink, batches soon become larger again', async () => {
      const LINES = 40
      const MOST_BATCHES = 10
      const { database } = testServer.server.services
      const tenants = [await testServer.createTenant('Away'), await testServer.createTenant('Back')]
      const organizations = tenants.map(({ organization }) => organization)
      const addMany = (organization: string) =>
        asPrincipal(database, { organization }, 'read write', async (tx) => {
          for (let times = 0; times < LINES; times += 1) await add(tx, organization, 'trial.many')
        })
      let isAway = false
      const taken = new Map(organizations.map((organization) => [organization, [] as number[]]))
      const refused = new Map<string, number>()
      const goOn = startSteps(async (lines, id) => {
        const [organization = ''] = id.split('/')
        refused.set(organization, (refused.get(organization) ?? 0) + Number(isAway))
        if (isAway) throw new Error('away')
        const events = getEvents(lines, organization)
        if (events.length > 0) taken.get(organization)?.push(events.length)
      })
      // What was there before is exported.
      for (const organization of organizations) await addOne(organization, 'trial.first')
      await goOn(() => taken.values().every(({ length }) => length > 0))
      isAway = true
      for (const organization of organizations) await addMany(organization)
      await goOn(() => organizations.every((organization) => Number(refused.get(organization)) >= 6))
      isAway = false
      const getTaken = (organization: string) =>
        taken.get(organization)?.reduce((sum, count) => sum + count, 0)
      await goOn(() => organizations.every((organization) => getTaken(organization) === 1 + LINES))
      for (const batches of taken.values()) assert.ok(batches.length <= MOST_BATCHES, String(batches))
      await endLease()
    })

    // The embedded database has one transaction at a time.
    if (engine.name === 'postgres')
      test('a transaction that commits after later ones is waited for', async () => {
        const { database } = testServer.server.services
        const { organization } = await testServer.createTenant('Late')
        const added = Promise.withResolvers<void>()
        const gate = Promise.withResolvers<void>()
        const late = asPrincipal(database, { organization }, 'read write', async (tx) => {
          await add(tx, organization, 'trial.late')
          added.resolve()
          await gate.promise
        })
        const written: string[] = []
        try {
          await added.promise
          await addOne(organization, 'trial.early')
          const step = startExport(async (lines) => void written.push(...lines))
          await step()
          assert.deepEqual(getEvents(written, organization), [])
          gate.resolve()
          await late
          await until(async () => {
            await step()
            return getEvents(written, organization).length === 2
          })
        } finally {
          gate.resolve()
        }
        assert.deepEqual(getEvents(written, organization), ['trial.late', 'trial.early'])
      })
  })

test('batches of an organization become smaller after failures, and larger again', () => {
  let now = 0
  const limits = createBatchLimits(100, () => now)
  const succeed = (times: number) => {
    for (let done = 0; done < times; done += 1) limits.succeed('one')
  }
  succeed(1)
  assert.equal(limits.getMost('one'), undefined)
  limits.fail('one', 80, true)
  assert.equal(limits.getMost('one'), 40)
  assert.equal(limits.isWaiting('one'), false, 'a smaller batch is tried at once')
  limits.fail('one', 40, true)
  assert.equal(limits.getMost('one'), 20)
  assert.equal(limits.isWaiting('one'), true)
  assert.equal(limits.isWaiting('other'), false)
  now += RETRY_AFTER_MS
  assert.equal(limits.isWaiting('one'), false)
  succeed(20)
  assert.equal(limits.getMost('one'), 40)
  limits.fail('one', 40, true)
  assert.equal(limits.isWaiting('one'), false)
  for (let times = 0; times < 9; times += 1) limits.fail('one', limits.getMost('one') ?? 0, true)
  assert.equal(limits.getMost('one'), 1)
  succeed(200)
  assert.equal(limits.getMost('one'), undefined)
})

test('a failure for which no lines were refused leaves the size of batches', () => {
  const limits = createBatchLimits(100, () => 0)
  for (let times = 0; times < 2; times += 1) limits.fail('one', 0, true)
  assert.deepEqual([limits.getMost('one'), limits.isWaiting('one')], [100, true])
  limits.succeed('one')
  assert.equal(limits.getMost('one'), undefined)
  limits.fail('one', 80, true)
  limits.forget('one')
  assert.equal(limits.getMost('one'), undefined)
})

test('if the batches of several organizations fail, they soon become larger again', () => {
  const limits = createBatchLimits(100, () => 0)
  for (let times = 0; times < 4; times += 1) limits.fail('one', limits.getMost('one') ?? 100, false)
  assert.equal(limits.getMost('one'), 6)
  limits.succeed('one')
  assert.equal(limits.getMost('one'), 12)
  limits.succeed('one')
  // After it was the only one whose batch failed, it grows slowly.
  limits.fail('one', 24, true)
  limits.succeed('one')
  assert.equal(limits.getMost('one'), 12)
})

test('a file is rotated by size, the configured number is kept, and only the owner reads them', async () => {
  const path = join(folder, 'rotated', 'records.jsonl')
  const file = { path, maxBytes: 100, keep: 3 }
  await assert.rejects(appendLines(file, ['{}']), /ENOENT/)
  const own = mkdtempSync(join(folder, 'rotated-'))
  const kept = { ...file, path: join(own, 'records.jsonl') }
  writeFileSync(kept.path, '')
  chmodSync(kept.path, 0o644)
  // Creates an old file beyond the limit, and a file that is not part of the export.
  for (const name of ['records.jsonl.7', 'records.jsonl.old']) writeFileSync(join(own, name), '')
  for (let number = 0; number < 10; number += 1)
    await appendLines(kept, [JSON.stringify({ number, text: 'x'.repeat(20) })])
  const names = ['records.jsonl.2', 'records.jsonl.1', 'records.jsonl']
  assert.deepEqual(readdirSync(own).sort(), [...names, 'records.jsonl.old'].sort())
  const contents = names.map((name) => readFileSync(join(own, name), 'utf8'))
  for (const name of names) assert.equal(statSync(join(own, name)).mode & 0o777, 0o600)
  assert.ok(contents.every(({ length }) => length <= 100))
  const numbers = contents.flatMap((text) => text.trim().split('\n')).map((line) => JSON.parse(line).number)
  assert.deepEqual(numbers, [4, 5, 6, 7, 8, 9])

  // Half a line, such as a full disk leaves.
  appendFileSync(kept.path, '{"number":1')
  await appendLines(kept, ['{"number":10}'])
  assert.match(readFileSync(kept.path, 'utf8'), /"number":9.*\}\n\{"number":10\}\n$/)
  await assert.rejects(appendLines({ ...kept, path: '/dev/null' }, ['{}']), /must name a regular file/)
})

test('settings of the export that do not fit are refused by name', () => {
  assert.deepEqual(readSettings({}).exportTo, { file: undefined, webhook: undefined, s3: undefined })
  const read = (more: Record<string, string>) =>
    readSettings({ BULKHEAD_EXPORT_FILE: '/x/records.jsonl', ...more }).exportTo.file
  assert.deepEqual(read({}), { path: '/x/records.jsonl', maxBytes: 100 * 1_048_576, keep: 10 })
  assert.throws(() => read({ BULKHEAD_EXPORT_SIZE: '0' }), /BULKHEAD_EXPORT_SIZE must be .* from 1/)
  assert.throws(() => read({ BULKHEAD_EXPORT_KEEP: 'all' }), /BULKHEAD_EXPORT_KEEP must be .* from 1/)
  const url = 'https://logs.example.com/bulkhead'
  assert.throws(() => read({ BULKHEAD_EXPORT_WEBHOOK_URL: url }), /needs BULKHEAD_EXPORT_WEBHOOK_SECRET/)
  const short = { BULKHEAD_EXPORT_WEBHOOK_URL: url, BULKHEAD_EXPORT_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' }
  assert.throws(
    () => read(short),
    ({ message }: Error) => /24 bytes/.test(message) && !message.includes('c2hvcnQ'),
  )
  assert.throws(() => read({ BULKHEAD_EXPORT_S3_TO: '/folder' }), /BULKHEAD_EXPORT_S3_TO must be s3:/)
  assert.throws(() => read({ BULKHEAD_EXPORT_S3_TO: 's3://logs/all' }), /needs BULKHEAD_EXPORT_S3_KEY_ID/)
})
