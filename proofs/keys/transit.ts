import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RemoteKeyTimes } from '@bulkhead/server/platform/vault/remote-keys'
import type { Engine } from '@bulkhead/testing/engines'
import { startTransitServer } from '@bulkhead/testing/key-service/transit-server'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer } from '@bulkhead/testing/test-server'
import { onEngines, runProof, takeEngine, takeNumber } from '../parts/run-proof.ts'

/** Effects of an outage of the key service. */
export interface TransitReport {
  /** Time for which calls succeeded after the key service stopped, in milliseconds. */
  wentOnMs: number
  /** Number of calls that were refused as expected. */
  refused: number
  /** Time from the return of the key service until a call succeeded, in milliseconds. */
  backMs: number
  /** Number of files and log lines that were searched for the key. */
  searched: number
  readonly faults: string[]
}

const CONNECTORS = '/api/v1/integrations/connectors'

/**
 * Stops the key service during continuous calls of a connector, and starts it again. Calls must succeed while a
 * decrypted key is cached, then return 503, and succeed at once when the service is back.
 */
export async function proveTransit(
  engine: Engine,
  { awayMs, pauseMs, keyTimes }: { awayMs: number; pauseMs: number; keyTimes?: Partial<RemoteKeyTimes> },
): Promise<TransitReport> {
  const openMs = keyTimes?.openMs ?? 60_000
  const report: TransitReport = { wentOnMs: 0, refused: 0, backMs: 0, searched: 0, faults: [] }
  await using opened = new AsyncDisposableStack()
  const transit = await startTransitServer()
  opened.defer(() => transit.stop().catch(() => {}))
  const upstream = await startScriptedUpstream()
  opened.defer(() => upstream.close())
  const server = await startTestServer(engine, {
    logLevel: 'trace',
    environment: {
      BULKHEAD_KEY: '1:transit',
      BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
      BULKHEAD_TRANSIT_URL: transit.url,
      BULKHEAD_TRANSIT_TOKEN: transit.token,
    },
    ...(keyTimes !== undefined && { sending: { keyTimes } }),
  })
  opened.defer(() => server.close())
  const { token } = await server.mint(await server.createTenant('Acme'), 'acme')
  const connected = await server.call('POST', CONNECTORS, {
    token,
    body: { connector_type: 'probe', credentials: { token: 'x' }, environment: { base_url: upstream.url } },
  })
  const execute = () =>
    server.call('POST', `${CONNECTORS}/${connected.body.id}/execute`, {
      token,
      body: { entity: 'things', action: 'list' },
    })
  if ((await execute()).status !== 200) report.faults.push('the first call failed')

  await transit.stop()
  const began = Date.now()
  let lastDone = began
  // On a busy machine one call may take longer than what is left of the outage once the key has ended.
  const isOver = () => Date.now() >= began + awayMs * (report.refused > 0 ? 1 : 10)
  for (; !isOver(); await sleep(pauseMs)) {
    const sent = Date.now()
    const { status, body, headers } = await execute()
    if (status === 200) {
      lastDone = sent
      if (report.refused > 0) report.faults.push('a call went through after one was refused')
    } else if (status === 503 && body.code === 'key_unavailable' && Number(headers.get('retry-after')) > 0)
      report.refused += 1
    else report.faults.push(`a call ended as ${status} ${body?.code}`)
  }
  report.wentOnMs = lastDone - began
  if (report.wentOnMs > openMs) report.faults.push('calls went on for longer than an open key lives')
  if (report.refused === 0) report.faults.push('no call was refused')
  const listed = await server.call('GET', CONNECTORS, { token })
  if (listed.status !== 200) report.faults.push(`what needs no key ended as ${listed.status}`)

  await transit.start()
  const back = Date.now()
  for (let status = 0; status !== 200 && Date.now() < back + 30_000; await sleep(Math.min(pauseMs, 50)))
    status = (await execute()).status
  report.backMs = Date.now() - back

  const { database, keyring, log } = server.server.services
  const { readStoredKeys } = await import('@bulkhead/server/operator/remote-key-rows')
  const { wrapped } = await readStoredKeys(database, keyring, log)
  const secrets = [transit.token, ...[...wrapped.values()].flatMap((text) => getForms(transit.decrypt(text)))]
  if (wrapped.size === 0) report.faults.push('the database has no wrapped key')
  const texts = [
    ...server.log.map((line) => Buffer.from(line)),
    ...filesIn(server.store.environment.BULKHEAD_DATA_DIR),
  ]
  report.searched = texts.length
  if (texts.some((bytes) => secrets.some((secret) => bytes.includes(secret))))
    report.faults.push('the key or the token is in a file or in the log')
  return report
}

function getForms(key: Buffer): (string | Buffer)[] {
  return [key, key.toString('base64').replace(/=+$/, ''), key.toString('base64url'), key.toString('hex')]
}

function filesIn(directory: string | undefined): Buffer[] {
  if (directory === undefined || !existsSync(directory)) return []
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

if (import.meta.main)
  void runProof(
    'keys --scenario transit',
    'Stops the key service under continuous calls and starts it again. Fails when calls end before the cached key does, go on after it, or do not return with the service.',
    { minutes: takeNumber(10, 'how long the key service is away'), engine: takeEngine() },
    async ({ minutes, engine }, { print, fault, count }) => {
      await onEngines(engine, async (one) => {
        const report = await proveTransit(one, { awayMs: minutes * 60_000, pauseMs: 250 })
        print(
          `transit, ${one.name}: away for ${minutes} minutes; calls went on for ${(report.wentOnMs / 1000).toFixed(1)} s, ${report.refused} were refused, back after ${report.backMs} ms; ${report.searched} files and lines searched for the key; ${report.faults.length} faults`,
        )
        fault(report.faults)
        count({ 'calls refused': report.refused, 'files and lines searched': report.searched })
      })
    },
  )
