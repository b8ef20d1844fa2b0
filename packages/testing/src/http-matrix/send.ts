import { Agent, request } from 'node:http'
import { askWhileBusy, getRetryAfter } from '#busy/while-busy'

export interface HttpRequest {
  readonly method: string
  /** Path with its query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Sends one request to one server. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>

/** Returns a sender that repeats what a busy database refused (503), as clients do. */
export function repeatingUnavailable(send: Send): Send {
  return (request) =>
    askWhileBusy(
      () => send(request),
      ({ status }) => status === 503,
      getRetryAfter,
    )
}

const keptAlive = new Agent({ keepAlive: true })

/**
 * Creates a sender that keeps its connections, unless another agent is given. `node:http` takes half the time of
 * `fetch`, and there are thousands of requests.
 */
export function createSend(origin: string, agent: Agent = keptAlive): Send {
  return ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      // Node sends no length of its own for a DELETE with a body.
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
      const sent = request(
        origin + url,
        { agent, method, headers: { ...length, ...headers } },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const { statusCode: status = 0, headersDistinct } = response
            const pairs = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
              values.map((value): [string, string] => [name, value]),
            )
            resolve({ status, headers: new Headers(pairs), text: Buffer.concat(chunks).toString('utf8') })
          })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
}
