import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { Bulkhead } from '@bulkhead/sdk'
import { bundleSize } from '../packages/sdk/test/bundle-size.ts'
import { median } from './figures.ts'

/**
 * Measures the SDK: the size of its bundle, and what a call costs beyond a bare `fetch` that does the same.
 * The server is another thread, so that its work is not counted; the two take turns, so that drift is shared.
 */
const ROUNDS = 20
const CALLS = 500
const REPLY = JSON.stringify({
  status: 'success',
  result: [{ number: 1, title: 'Leak' }],
  connector_metadata: { has_next_page: false, end_cursor: null },
  execution_metadata: { connector_instance_id: 'c', execution_time_ms: 1 },
})

if (isMainThread) await measure()
else await serve()

async function serve(): Promise<void> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'r' }).end(REPLY)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  parentPort?.postMessage((server.address() as AddressInfo).port)
}

async function measure(): Promise<void> {
  const server = new Worker(new URL(import.meta.url))
  const [port] = await once(server, 'message')
  const url = `http://127.0.0.1:${port}`
  const token = 'a-scoped-token'
  const workspace = new Bulkhead({ url, token }).workspace()
  const bare = async () => {
    const response = await fetch(`${url}/api/v1/integrations/connectors/c/execute`, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({ entity: 'issues', action: 'list', params: { owner: 'acme' } }),
    })
    return JSON.parse(await response.text())
  }
  const sdk = async () => workspace.execute('c', 'issues', 'list', { owner: 'acme' })
  const rounds: { bare: number; sdk: number }[] = []
  for (let round = -2; round < ROUNDS; round++) {
    const times = { bare: await measureTime(bare), sdk: await measureTime(sdk) }
    if (round >= 0) rounds.push(times)
  }
  const bareMs = median(rounds.map((times) => times.bare))
  const sdkMs = median(rounds.map((times) => times.sdk))
  const overheadMs = median(rounds.map((times) => times.sdk - times.bare))
  const { minified, gzip } = await bundleSize()
  process.stdout.write(
    `${JSON.stringify({
      minified_bytes: minified,
      gzip_bytes: gzip,
      bare_fetch_ms: rounded(bareMs),
      sdk_ms: rounded(sdkMs),
      overhead_ms: rounded(overheadMs),
    })}\n`,
  )
  await server.terminate()
  process.exitCode = gzip <= 15 * 1024 && overheadMs <= 0.1 ? 0 : 1
}

/** Returns the mean time of one call, in milliseconds. */
async function measureTime(call: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  for (let index = 0; index < CALLS; index++) await call()
  return (performance.now() - began) / CALLS
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
