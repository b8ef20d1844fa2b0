import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { MetricsPage } from './collect-metrics.ts'

/** Serves `/metrics` alone at a separate address. @throws Error that names the setting to change. */
export async function listenMetrics(
  page: MetricsPage,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    try {
      const text = await page.read()
      response.writeHead(200, { 'content-type': page.contentType }).end(text)
    } catch {
      response.writeHead(500).end()
    }
  })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new Error(`BULKHEAD_METRICS_ADDRESS: cannot listen at ${host}:${port} (${code}).`, { cause })
  }
  return server
}
