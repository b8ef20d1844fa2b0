import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenLocally } from './upstreams/listen-locally.ts'

/** Folder of connector documents for tests, for `BULKHEAD_CONNECTORS_DIR`. */
export const TEST_CONNECTORS: string = new URL('../connectors/', import.meta.url).pathname
/** Definition id of `probe`. */
export const PROBE_DEFINITION = '0b9d3f7e-52f3-4c1e-8a7e-6a4f1d1c9e01'

export interface Arrived {
  readonly method: string
  /** Path with query. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type RespondToRequest = (request: Arrived, respond: ServerResponse) => void | Promise<void>

/** Real service on 127.0.0.1 with scripted responses. */
export interface ScriptedUpstream {
  readonly url: string
  /** All requests, oldest first. */
  readonly arrived: Arrived[]
  respond(how: RespondToRequest): void
  close(): Promise<void>
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): RespondToRequest {
  return (_request, respond) => {
    respond.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
}

/** Starts an upstream. Without a script it responds with `{"items": []}`. */
export async function startScriptedUpstream(): Promise<ScriptedUpstream> {
  let how: RespondToRequest = json({ items: [] })
  const arrived: Arrived[] = []
  const server = createServer(async (request, respond) => {
    const seen = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: await text(request).catch(() => ''),
    }
    arrived.push(seen)
    await how(seen, respond)
  })
  return {
    ...(await listenLocally(server)),
    arrived,
    respond(script) {
      how = script
    },
  }
}
