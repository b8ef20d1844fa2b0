import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request that arrived. */
export interface Received {
  readonly headers: Record<string, string>
  readonly body: string
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it is
  readonly event: any
}

/** Something that webhooks are sent to. */
export interface WebhookReceiver {
  readonly url: string
  readonly received: Received[]
  /** How it answers; 204 unless a test says otherwise. */
  answer: (response: ServerResponse, received: Received) => void
  close(): Promise<void>
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = []
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = await text(request)
    const one = { headers: request.headers as Record<string, string>, body, event: JSON.parse(body) }
    received.push(one)
    receiver.answer(response, one)
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
