import { randomBytes } from 'node:crypto'
import { Bulkhead } from '@bulkhead/sdk'
import { createApp } from './app.ts'
import { GITHUB } from './boards.ts'
import { addTickets, createTicketService } from './tickets.ts'

const PORT = Number(process.env.PORT ?? 3000)

// BULKHEAD_URL, BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET name the server and the application.
const bulkhead = new Bulkhead()
const app = await createApp({
  origin: process.env.ORIGIN ?? `http://localhost:${PORT}`,
  cookieSecret: process.env.COOKIE_SECRET ?? randomBytes(32).toString('hex'),
  bulkhead,
  board: process.env.SERVICE === 'tickets' ? await startTickets() : GITHUB,
})
await app.listen({ port: PORT })
process.stdout.write(`http://localhost:${PORT}\n`)

async function startTickets() {
  const url = await createTicketService().listen({ host: '127.0.0.1', port: 4020 })
  return addTickets(bulkhead, url)
}
