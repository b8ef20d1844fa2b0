import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listenLocally } from './listen-locally.ts'

/** Request as the proxy saw it, with the response. */
export interface Exchange {
  readonly method: string
  /** Path with query. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** Status of the response. Undefined until it arrives. */
  status?: number
  reply?: string
}

/** Intervention of a test in an exchange. Undefined: the exchange passes. */
export interface Interference {
  /** Called before the server gets the request. `drop` closes the connection. */
  before?(exchange: Exchange): 'drop' | undefined
  /**
   * Called when the server has responded. `drop` closes the connection before the response arrives. Otherwise the
   * response is replaced.
   */
  after?(exchange: Exchange): 'drop' | Replacement | undefined
}

/** Response in place of the server's. */
export interface Replacement {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body: string
}

export interface RecordingProxy {
  readonly url: string
  readonly exchanges: Exchange[]
  /** Interferes with later requests. */
  interfere(interference: Interference): void
  close(): Promise<void>
}

/** Starts a proxy in front of the server at `target`. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const exchanges: Exchange[] = []
  let interference: Interference = {}
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming)
    const exchange: Exchange = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      body: body.toString(),
    }
    exchanges.push(exchange)
    if (interference.before?.(exchange) === 'drop') return void incoming.socket.destroy()
    pass(target, incoming, body, outgoing, exchange, () => interference.after?.(exchange))
  })
  return {
    ...(await listenLocally(server)),
    exchanges,
    interfere(next) {
      interference = next
    },
  }
}

function pass(
  target: string,
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
  exchange: Exchange,
  after: () => 'drop' | Replacement | undefined,
): void {
  const onward = forward(
    new URL(exchange.url, target),
    { method: exchange.method, headers: incoming.headers },
    async (reply) => {
      const bytes = await buffer(reply)
      exchange.status = reply.statusCode ?? 0
      exchange.reply = bytes.toString()
      const done = after()
      if (done === 'drop') return void incoming.socket.destroy()
      if (done === undefined) outgoing.writeHead(exchange.status, reply.headers).end(bytes)
      else outgoing.writeHead(done.status, done.headers).end(done.body)
    },
  )
  onward.on('error', () => incoming.socket.destroy())
  onward.end(body)
}
