import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'

const silentOf = new WeakMap<HttpServer, Set<Socket>>()

/** Remembers which connections of a server have not sent anything yet: to Node they are not idle until they have. */
export function watchSilentConnections(server: HttpServer): void {
  const silent = new Set<Socket>()
  silentOf.set(server, silent)
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.on('request', ({ socket }) => silent.delete(socket))
}

/** Ends the connections on which nothing was sent: a server that closes would wait for each of them for over a minute. */
export function endSilentConnections(server: HttpServer): void {
  for (const socket of silentOf.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy()
}
