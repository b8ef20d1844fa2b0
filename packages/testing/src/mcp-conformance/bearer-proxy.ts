import { createServer, request } from 'node:http'
import { listenLocally } from '#upstreams/listen-locally'

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
  const { url, close } = await listenLocally(server)
  return { url: url.replace('127.0.0.1', 'localhost'), [Symbol.asyncDispose]: close }
}
