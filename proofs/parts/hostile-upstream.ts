import { createServer, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { type LocalServer, listenLocally } from '@bulkhead/testing/upstreams/listen-locally'

/** Ids in request paths, each of which selects another kind of response. */
export const ANSWERS = ['large', 'entities', 'escapes', 'digits', 'nested', 'compressed', 'slow'] as const
export type HostileResponse = (typeof ANSWERS)[number]

const MB = 1_000_000
const record = (text: string) => `{"id":1,"text":${JSON.stringify(text)}}`

/** Starts a service with hostile responses on 127.0.0.1. */
export async function startHostileUpstream(): Promise<LocalServer> {
  const bodies: Readonly<Record<Exclude<HostileResponse, 'slow'>, Buffer>> = {
    large: Buffer.from(record('a text of some length. '.repeat((5 * MB) / 23))),
    entities: Buffer.from(record('&nbsp;&amp;&'.repeat((3 * MB) / 12))),
    escapes: Buffer.from(record('%25%2F\\u0041&#1;'.repeat((3 * MB) / 16))),
    digits: Buffer.from(`{"id":1,"values":[${'12345678901234567890,'.repeat((3 * MB) / 21)}0]}`),
    nested: Buffer.from(`${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`),
    compressed: gzipSync(record('&'.repeat(9.9 * MB))),
  }
  const server = createServer((request, response) => {
    request.resume()
    const [, , id = '', file] = (request.url ?? '').split(/[/?]/)
    if (file === 'file') return sendEndlessly(response)
    if (id === 'slow') return void setTimeout(() => response.end('{"id":1}'), 20_000).unref()
    const body = bodies[id as keyof typeof bodies] ?? bodies.large
    const encoding = id === 'compressed' ? { 'content-encoding': 'gzip' } : {}
    response.writeHead(200, { 'content-type': 'application/json', ...encoding }).end(body)
  })
  return listenLocally(server)
}

function sendEndlessly(response: ServerResponse): void {
  const chunk = Buffer.alloc(65_536, 'file')
  const send = () => {
    while (!response.destroyed && response.write(chunk));
  }
  response.writeHead(200, { 'content-type': 'text/plain' }).on('drain', send)
  send()
}
