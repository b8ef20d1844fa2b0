import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Server for the pages of an application with another origin than Bulkhead's. */
export interface Embedder {
  readonly origin: string
  close(): Promise<void>
}

/**
 * Starts the server. Its page uses `BulkheadConnect` of the server at `app`.
 *
 * @param script Script of the page at `/react`.
 */
export async function startEmbedder(app: string, script = ''): Promise<Embedder> {
  const server = createServer((request, response) => {
    if (request.url === '/react.js') return response.setHeader('content-type', 'text/javascript').end(script)
    if (request.url?.startsWith('/react?'))
      return response
        .setHeader('content-type', 'text/html; charset=utf-8')
        .end(
          '<!doctype html><html lang="en"><title>Shop</title><div id="place"></div><script src="/react.js"></script></html>',
        )
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>
<html lang="en"><title>Shop</title><h1>Shop</h1><button id="open">Connect</button><div id="place"></div>
<script src="${app}/connect.js" crossorigin></script>
<script>
  window.events = []
  const query = new URLSearchParams(location.search)
  document.getElementById('open').onclick = () => {
    const mode = query.get('mode')
    window.connect = BulkheadConnect.openConnect(atob(query.get('url')), {
      mode,
      ...(mode === 'iframe' && { container: document.getElementById('place') }),
      onEvent: (event) => window.events.push(event),
    })
  }
</script>
<style>iframe { height: 800px !important }</style></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
