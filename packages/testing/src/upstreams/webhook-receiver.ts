import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** Webhook request as it arrived. */
export interface Received {
  readonly atMs: number
  readonly headers: Record<string, string>
  readonly body: string
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it is
  readonly event: any
}

/** Server that receives webhooks. */
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    answer: (response) => void response.writeHead(204).end(),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}
