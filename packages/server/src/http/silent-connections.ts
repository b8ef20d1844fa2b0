import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'

const connectionsByServer = new WeakMap<HttpServer, Set<Socket>>()

/** Remembers the connections of a server: Node says which are idle, and to it none is that has not sent anything yet. */
export function watchConnections(server: HttpServer): void {
  const connections = new Set<Socket>()
  connectionsByServer.set(server, connections)
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
}

/** Connections that are open. */
export function openConnections(server: HttpServer): Iterable<Socket> {
  return connectionsByServer.get(server) ?? []
}

/** Ends the connections on which nothing was sent: a server that closes would wait for each of them for over a minute. */
export function endSilentConnections(server: HttpServer): void {
  for (const socket of connectionsByServer.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy()
}
