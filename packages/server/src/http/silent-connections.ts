import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'

const connectionsByServer = new WeakMap<HttpServer, Set<Socket>>()

/**
 * Keeps track of the connections of a server. Node can list idle connections, but does not count those on which nothing
 * was sent yet.
 */
export function watchConnections(server: HttpServer): void {
  const connections = new Set<Socket>()
  connectionsByServer.set(server, connections)
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
}

/** Returns the open connections of a server. */
export function openConnections(server: HttpServer): Iterable<Socket> {
  return connectionsByServer.get(server) ?? []
}

/**
 * Closes the connections on which nothing was received. Otherwise a closing server would wait for each of them for over
 * a minute.
 */
export function endSilentConnections(server: HttpServer): void {
  for (const socket of connectionsByServer.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy()
}
