import { randomBytes } from 'node:crypto'
import { Bulkhead } from '@bulkhead/sdk'
import { createApp } from './app.ts'

const PORT = Number(process.env.PORT ?? 3000)

const app = await createApp({
  origin: process.env.ORIGIN ?? `http://localhost:${PORT}`,
  cookieSecret: process.env.COOKIE_SECRET ?? randomBytes(32).toString('hex'),
  // BULKHEAD_URL, BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET name the server and the application.
  bulkhead: new Bulkhead(),
})
await app.listen({ port: PORT })
process.stdout.write(`http://localhost:${PORT}\n`)
