import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { after } from 'node:test'
import type { TlsOptions } from 'node:tls'

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')

/** Self-signed certificate of `api.acme.test`. */
export const CERTIFICATE = fixture('acme-test-certificate.pem')

/** Server on 127.0.0.1 that records the received requests. */
export interface Upstream {
  readonly port: number
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  readonly requests: Received[]
  /** Connections that are open. */
  readonly connections: () => number
  /** Number of connections so far. */
  readonly accepted: () => number
}

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly servername: string | undefined
}

type Answer = (request: Received, response: ServerResponse) => void

/** Starts an HTTP server, which closes at the end of the file's tests. */
export function serve(response: Answer): Promise<Upstream> {
  const requests: Received[] = []
  return listen(createServer(recorder(requests, response)), requests)
}

/** Key of {@link CERTIFICATE}. */
export const KEY = fixture('acme-test-key.pem')

/** Starts an HTTPS server with {@link CERTIFICATE}. */
export function serveTls(response: Answer, more: TlsOptions = {}): Promise<Upstream> {
  const requests: Received[] = []
  const options = { cert: CERTIFICATE, key: KEY, ...more }
  return listen(createTlsServer(options, recorder(requests, response)), requests)
}

/** Starts a TCP server, for responses that no HTTP server would send. */
export function serveRaw(onConnection: (socket: Socket) => void): Promise<Upstream> {
  const server = createTcpServer((socket) => {
    // A socket that nobody reads never notices that the other side is gone.
    socket.on('error', () => undefined).resume()
    onConnection(socket)
  })
  return listen(server, [])
}

function recorder(requests: Received[], answer: Answer) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const received: Received = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body,
      servername: (request.socket as { servername?: string }).servername,
    }
    requests.push(received)
    answer(received, response)
  }
}

async function listen(server: Server, requests: Received[]): Promise<Upstream> {
  const sockets = new Set<Socket>()
  let accepted = 0
  server.on('connection', (socket: Socket) => {
    accepted += 1
    sockets.add(socket.on('close', () => sockets.delete(socket)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    requests,
    connections: () => sockets.size,
    accepted: () => accepted,
  }
}
