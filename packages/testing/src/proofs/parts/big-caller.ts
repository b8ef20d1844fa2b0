import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { callerWith } from './caller.ts'
import type { QuietStart } from './quiet-caller.ts'
import { CONNECTORS } from './run-load.ts'

/** Command to the caller of large responses. */
export type BigOrder = 'begin' | 'pause'
export type BigMessage =
  | 'ready'
  | 'paused'
  | { readonly ms: number; readonly status: number; readonly bytes: number }

const BYTES = 5_400_000

/** Returns records of about 4 KB each, as services return them. */
function records(): Buffer {
  const items = Array.from({ length: Math.ceil(BYTES / 4000) }, (_, id) => ({
    id,
    node_id: `I_${id}`,
    title: `Issue number ${id}`,
    user: { login: `user${id}`, id: id * 7, site_admin: false },
    labels: [{ id: 1, name: 'bug', color: 'ff0000' }],
    created_at: '2026-01-01T00:00:00Z',
    body: 'Some text, which goes on for a while & has "quotes".\nAnd a second line. '.repeat(50),
  }))
  return Buffer.from(JSON.stringify({ items }))
}

/** Runs one caller of large responses in its own thread with its own service. It requests the next response at once. */
if (parentPort !== null) await run(parentPort, workerData as QuietStart)

async function run(port: NonNullable<typeof parentPort>, { url, token }: QuietStart): Promise<void> {
  const body = records()
  const service = createServer((incoming, response) => {
    incoming.resume()
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const created = await callerWith(url, token).call('POST', CONNECTORS, {
    connector_type: 'echo',
    credentials: { token: 'big-credential' },
    environment: { base_url: `http://127.0.0.1:${(service.address() as AddressInfo).port}` },
  })
  if (created.status !== 200) throw new Error(`No connector: ${JSON.stringify(created.body)}`)
  const agent = new Agent({ keepAlive: true })
  const target = new URL(`${CONNECTORS}/${created.body.id}/execute`, url)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  let isRunning = false

  async function callOnce(): Promise<void> {
    const began = performance.now()
    const sent = request(target, { method: 'POST', headers, agent })
    sent.end('{"entity":"things","action":"list"}')
    const [response] = await once(sent, 'response')
    let bytes = 0
    // Reads the response without parsing it, because parsing would take processor time from the server.
    for await (const chunk of response) bytes += chunk.length
    port.postMessage({
      ms: performance.now() - began,
      status: response.statusCode,
      bytes,
    } satisfies BigMessage)
  }

  port.on('message', async (order: BigOrder) => {
    if (order === 'pause') {
      isRunning = false
      return
    }
    isRunning = true
    while (isRunning) await callOnce()
    port.postMessage('paused' satisfies BigMessage)
  })
  port.postMessage('ready' satisfies BigMessage)
}
