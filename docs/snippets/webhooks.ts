import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { Bulkhead, WebhookError } from '@bulkhead/sdk'

const bulkhead = new Bulkhead()
/** Ids of events that were handled; yours belong in your database. */
const handled = new Set<string>()

const server = createServer(async (request, response) => {
  try {
    const body = await buffer(request)
    const event = await bulkhead.webhooks.unwrap(body, request.headers, process.env.WEBHOOK_SECRET ?? '')
    if (!handled.has(event.id)) {
      if (event.type === 'connector.needs_reauthentication')
        console.log(`${event.data.workspace_name} has to connect ${event.data.service} again`)
      handled.add(event.id)
    }
    response.writeHead(204).end()
  } catch (error) {
    response.writeHead(error instanceof WebhookError ? 400 : 500).end()
  }
})
server.listen(Number(process.env.PORT ?? 3000))
