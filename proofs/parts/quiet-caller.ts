import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { CONNECTORS, callerWith } from '@bulkhead/testing/caller'

/** Start parameters of the quiet caller. */
export interface QuietStart {
  readonly url: string
  readonly token: string
}

/** Messages of the quiet caller: its connector is ready, then each call. */
export type QuietMessage =
  | 'ready'
  | { readonly ms: number; readonly status: number; readonly code: string | null }

const EVERY_MS = 50

/** Runs in its own thread with its own service, so that the load of the other callers' threads is not measured. */
if (parentPort !== null) void run(parentPort, workerData as QuietStart)

async function run(port: NonNullable<typeof parentPort>, { url, token }: QuietStart): Promise<void> {
  const service = createServer((request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"items":[{"id":1}]}')
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  let current = token
  const call = (path: string, body: unknown) => callerWith(url, current).call('POST', path, body)
  const created = await call(CONNECTORS, {
    connector_type: 'echo',
    credentials: { token: 'quiet-credential' },
    environment: { base_url: `http://127.0.0.1:${(service.address() as AddressInfo).port}` },
  })
  if (created.status !== 200) throw new Error(`No connector: ${JSON.stringify(created.body)}`)
  port.on('message', (renewed: string) => {
    current = renewed
  })
  port.postMessage('ready' satisfies QuietMessage)
  for (;;) {
    const began = performance.now()
    const { status, code } = await call(`${CONNECTORS}/${created.body.id}/execute`, {
      entity: 'things',
      action: 'list',
    }).then(
      ({ status, body }) => ({ status, code: body?.code ?? null }),
      () => ({ status: 0, code: 'no response' }),
    )
    port.postMessage({ ms: performance.now() - began, status, code } satisfies QuietMessage)
    await sleep(EVERY_MS)
  }
}
