import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Proxy on 127.0.0.1 that adds a token to every request, for programs that cannot send one. */
export interface BearerProxy extends AsyncDisposable {
  readonly url: string
}

/** Starts a proxy in front of `target` that adds the token. It passes host and origin on unchanged. */
export async function startBearerProxy(target: string, token: string): Promise<BearerProxy> {
  const { hostname, port } = new URL(target)
  const server = createServer((asked, response) => {
    const headers = { ...asked.headers, authorization: `Bearer ${token}` }
    const passed = request({ hostname, port, method: asked.method, path: asked.url, headers }, (got) => {
      response.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(response)
    })
    passed.on('error', () => response.destroy())
    response.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
