import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'

const connectionsOf = new WeakMap<HttpServer, Set<Socket>>()

/** Remembers the connections of a server: Node says which are idle, and to it none is that has not sent anything yet. */
export function watchConnections(server: HttpServer): void {
  const connections = new Set<Socket>()
  connectionsOf.set(server, connections)
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
}

/** Connections that are open. */
export function openConnections(server: HttpServer): Iterable<Socket> {
  return connectionsOf.get(server) ?? []
}

/** Ends the connections on which nothing was sent: a server that closes would wait for each of them for over a minute. */
export function endSilentConnections(server: HttpServer): void {
  for (const socket of connectionsOf.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy()
}
