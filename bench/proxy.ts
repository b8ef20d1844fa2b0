import { Agent, createServer, request } from 'node:http'

// The smallest possible proxy in Node: it forwards a request and pipes the response back.
const upstream = new URL(process.argv[2] ?? '')
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const server = createServer((incoming, outgoing) => {
  const { method, url, headers } = incoming
  const sent = request(
    { host: upstream.hostname, port: upstream.port, method, path: url, headers, agent },
    (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(outgoing)
    },
  )
  sent.on('error', () => outgoing.writeHead(502).end())
  incoming.pipe(sent)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('disconnect', () => process.exit())
