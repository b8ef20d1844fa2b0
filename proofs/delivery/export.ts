import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withAdmin } from '@bulkhead/testing/admin-query'
import { type Caller, connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import { engines } from '@bulkhead/testing/engines'
import { seededRandom } from '@bulkhead/testing/random'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import { startS3Server } from '@bulkhead/testing/storage/s3-server'
import { newStoreFolder } from '@bulkhead/testing/store-folder'
import { startWebhookReceiver } from '@bulkhead/testing/upstreams/webhook-receiver'
import { runProof, takeCount, takeSeed } from '../parts/run-proof.ts'

const MINT = '/api/v1/account/applications/scoped-token'
const LANES = 4
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const ALL_WITHIN_MS = 120_000

/** Exported records of a server that was killed during the export. */
export interface ExportReport {
  kills: number
  records: number
  /** Number of records that arrived more than once, by sink. */
  readonly again: Record<string, number>
  readonly faults: string[]
}

/**
 * Kills a server that exports its records to a file, a webhook and a bucket. Compares the exported records with those
 * of the server.
 */
export async function proveExport({ rounds, seed }: { rounds: number; seed: number }): Promise<ExportReport> {
  const random = seededRandom(seed)
  const engine = engines.find(({ name }) => name === 'postgres')
  if (engine === undefined) throw new Error('It needs Postgres')
  await using opened = new AsyncDisposableStack()
  opened.defer(() => engine.close())
  const store = await engine.createStore()
  opened.defer(() => store.remove())
  const folder = newStoreFolder('export')
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'records.jsonl')
  const receiver = await startWebhookReceiver()
  opened.defer(() => receiver.close())
  const s3 = await startS3Server()
  opened.defer(() => s3.close())
  const settings = {
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_EGRESS_ALLOW: '127.0.0.1/32',
    BULKHEAD_LOG_LEVEL: 'error',
    BULKHEAD_EXPORT_FILE: file,
    BULKHEAD_EXPORT_WEBHOOK_URL: receiver.url,
    BULKHEAD_EXPORT_WEBHOOK_SECRET: SECRET,
    BULKHEAD_EXPORT_S3_TO: `s3://${s3.bucket}/export`,
    BULKHEAD_EXPORT_S3_ENDPOINT: s3.url,
    BULKHEAD_EXPORT_S3_KEY_ID: s3.keyId,
    BULKHEAD_EXPORT_S3_SECRET: s3.secret,
  }
  let server: ServerProcess = startServerProcess(settings)
  opened.defer(async () => void (await server.end('SIGKILL')))
  let caller: Caller = await connectCaller(await server.ready)
  const report: ExportReport = { kills: 0, records: 0, again: {}, faults: [] }
  let next = 0
  for (let round = 0; round < rounds; round += 1) {
    let isEnding = false
    const lanes = Array.from({ length: LANES }, async () => {
      while (!isEnding)
        await caller.call('POST', MINT, { workspace_name: `export ${next++}` }).catch(() => sleep(10))
    })
    const before = receiver.received.length
    for (const end = Date.now() + ALL_WITHIN_MS; receiver.received.length < before + 2 && Date.now() < end; )
      await sleep(5)
    await sleep(random.between(1, 400))
    await server.end('SIGKILL')
    report.kills += 1
    isEnding = true
    await Promise.all(lanes)
    // Ends the lease of the killed server's export, which would otherwise last half a minute.
    await withAdmin(store, (query) =>
      query(`delete from bulkhead.rate_limits where key like 'lease:export:%'`),
    )
    server = startServerProcess(settings)
    caller = await connectCaller(await server.ready)
  }

  const expected = await withAdmin(store, async (query) => {
    const rows = await query(
      'select record_id as id from bulkhead.audit_records order by transaction_id nulls first, record_id',
    )
    return rows.map(({ id }) => String(id))
  })
  report.records = expected.length
  const sinks: Record<string, () => string> = {
    file: () => readFileSync(file, 'utf8'),
    webhook: () => receiver.received.map(({ body }) => body).join(''),
    s3: () =>
      [...s3.objects]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, bytes]) => bytes.toString())
        .join(''),
  }
  for (const [name, read] of Object.entries(sinks)) {
    const ids = () =>
      read()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
        .filter(({ type }) => type === 'audit')
        .map(({ id }) => String(id))
    for (const end = Date.now() + ALL_WITHIN_MS; new Set(ids()).size < expected.length && Date.now() < end; )
      await sleep(200)
    const found = ids()
    const first = [...new Set(found)].slice(0, expected.length)
    report.again[name] = found.length - new Set(found).size
    const missing = expected.filter((id) => !found.includes(id)).length
    if (missing > 0) report.faults.push(`${name}: ${missing} records never came`)
    else if (first.some((id, at) => id !== expected[at])) report.faults.push(`${name}: not in order`)
  }
  return report
}

if (import.meta.main)
  void runProof(
    'delivery --scenario export',
    'Kills a server that exports its records to a file, a webhook and a bucket. Fails when a record is missing at one of them.',
    { rounds: takeCount(5, 'kills'), seed: takeSeed() },
    async (options, { print, fault, count }) => {
      const { kills, records, again, faults } = await proveExport(options)
      const figures = Object.entries(again).map(([name, count]) => `${name} ${count}`)
      print(
        `export, postgres, seed ${options.seed}: ${kills} kills, ${records} records, each came; again: ${figures.join(', ')}; ${faults.length} faults`,
      )
      fault(faults)
      count({ kills, records })
    },
  )
