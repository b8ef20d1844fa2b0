import { createServer } from 'node:http'
import { PAYLOADS, SLOW_MS } from './payload.ts'

// Service that responds at once. It prints its address, and ends with the process that started it.
const server = createServer((request, response) => {
  const body = PAYLOADS[request.url ?? '']
  if (body === undefined) return void response.writeHead(404).end()
  const answer = () =>
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
  if (request.url === '/slow') setTimeout(answer, SLOW_MS)
  else answer()
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('disconnect', () => process.exit())
