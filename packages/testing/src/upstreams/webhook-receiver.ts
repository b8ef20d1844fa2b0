import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenLocally } from './listen-locally.ts'

/** Webhook request as it arrived. */
export interface Received {
  readonly atMs: number
  readonly headers: Record<string, string>
  readonly body: string
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it is
  readonly event: any
}

export interface WebhookReceiver {
  readonly url: string
  readonly received: Received[]
  /** Sends the response. Default: 204. */
  answer: (response: ServerResponse, received: Received) => void
  close(): Promise<void>
}

/** Starts a receiver on loopback that records requests. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    try {
      const body = await text(request)
      const headers = request.headers as Record<string, string>
      const isOne = headers['content-type'] === 'application/json'
      const one = { atMs: Date.now(), headers, body, event: isOne ? JSON.parse(body) : undefined }
      received.push(one)
      receiver.answer(response, one)
    } catch {
      // The request broke off because its sender was killed.
      response.destroy()
    }
  })
  const { url, close } = await listenLocally(server)
  const receiver: WebhookReceiver = {
    url: `${url}/hooks`,
    received,
    answer: (response) => void response.writeHead(204).end(),
    close,
  }
  return receiver
}
