import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Engine, engines } from '#engines'
import { startTestServer, type TestServer } from '#test-server'
import { HOSTILE_TEXTS } from './hostile-texts.ts'
import { longestTurnMs } from './measure.ts'

const MIB = 1024 * 1024
const PATH = '/api/v1/definitions'

/** Body of a request that adds a definition, and the longest turn of the event loop that it causes. */
export interface LargeDocumentCost {
  readonly name: string
  readonly bytes: number
  readonly status: number
  readonly longestMs: number
}

const CLIENT = `
const { parentPort, workerData: { url, headers } } = require('node:worker_threads')
parentPort.on('message', async ({ method, path, body, most, times = 1 }) => {
  const ask = async () => {
    const response = await fetch(new URL(path, url), { method, headers, body })
    return [response, await response.text()]
  }
  const [[response, text]] = await Promise.all(Array.from({ length: times }, ask))
  const json = /^data: (.*)$/m.exec(text)?.[1] ?? text
  parentPort.postMessage({ status: response.status, body: json.length > most ? {} : JSON.parse(json) })
})`

interface JsonResponse {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Starts a client in another thread, so that its own work is not measured. */
export function startDistantClient(url: string | URL, headers: Readonly<Record<string, string>>) {
  const worker = new Worker(CLIENT, { eval: true, workerData: { url: String(url), headers } })
  /** Sends a request, and measures the longest turn of this thread's event loop until the response. */
  async function send(message: object): Promise<JsonResponse & { longestMs: number }> {
    let response: JsonResponse = { status: 0, body: {} }
    const longestMs = await longestTurnMs(async () => {
      worker.postMessage(message)
      const [received] = await once(worker, 'message')
      response = received
    })
    return { ...response, longestMs }
  }
  return {
    send,
    /** @param most Characters of a response beyond which its body is not passed on, because reading it is measured too. */
    post: (body: string, most = Number.POSITIVE_INFINITY) =>
      send({ method: 'POST', path: String(url), body: Buffer.from(body), most }),
    get: (path: string, most: number) => send({ method: 'GET', path, most }),
    async close() {
      await worker.terminate()
    },
  }
}

/** Yields bodies of about a number of bytes: a document in each class of strings, and some that are rejected. */
function* getBodies(bytes: number): Generator<[string, string]> {
  for (const name of ['plain', 'escaped quotes', 'newlines', 'Chinese characters', 'emoji', 'base64']) {
    const text = HOSTILE_TEXTS[name] ?? ''
    const [start, end] = ['{"document":', `,"name":"${name}"}`]
    const each = Buffer.byteLength(JSON.stringify(JSON.stringify(text))) - 6
    const title = `Large ${name}`
    const document = JSON.stringify({
      openapi: '3.1.0',
      info: { title, version: '1', description: text.repeat(Math.floor((bytes - 1000) / each)) },
      servers: [{ url: 'https://large.example' }],
      paths: { '/things': { get: { responses: { 200: { description: 'OK' } } } } },
    })
    yield [name, `${start}${JSON.stringify(document)}${end}`]
  }
  yield ['no document', JSON.stringify({ document: 'x'.repeat(bytes - 20) })]
  yield ['small values', `{"document":[${'{},'.repeat(bytes / 3 - 10)}{}]}`]
  yield ['open brackets', `{"document":${'['.repeat(bytes - 20)}`]
  yield ['an open string', `{"document":"${'\\n'.repeat(bytes / 2 - 10)}`]
}

/** Measures requests that add a definition to a server of this process, with bodies of the given sizes in bytes. */
export async function measureLargeDocuments(sizes: readonly number[]): Promise<LargeDocumentCost[]> {
  const engine = engines.find(({ name }) => name === 'postgres') as Engine
  const testServer = await startTestServer(engine)
  try {
    return await measureAt(testServer, sizes)
  } finally {
    await testServer.close()
    await engine.close()
  }
}

async function measureAt(testServer: TestServer, sizes: readonly number[]): Promise<LargeDocumentCost[]> {
  const { token } = await testServer.createTenant('Large')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const client = startDistantClient(new URL(PATH, testServer.server.url), headers)
  const costs: LargeDocumentCost[] = []
  const send = async (name: string, body: string): Promise<LargeDocumentCost> => {
    const { status, longestMs } = await client.post(body)
    return { name, bytes: Buffer.byteLength(body), status, longestMs }
  }
  try {
    // Warms up: compiles code and starts threads.
    for (const [name, body] of getBodies(2 * MIB)) await send(name, body)
    for (const size of sizes) {
      for (const [name, body] of getBodies(size)) {
        const { data } = (await testServer.call('GET', PATH, { token })).body
        for (const { id } of data) await testServer.call('DELETE', `${PATH}/${id}`, { token })
        costs.push(await send(name, body))
      }
    }
    return costs
  } finally {
    await client.close()
  }
}
